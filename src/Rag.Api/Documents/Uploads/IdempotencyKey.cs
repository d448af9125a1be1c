using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>
/// The <c>Idempotency-Key</c> header. Without a document id of the caller's the key decides the id, so a retry meets
/// the document that the first attempt made, however much of the first attempt's answer was lost.
/// </summary>
internal static class IdempotencyKey
{
    private const string HeaderName = "Idempotency-Key";
    private const int MaxLength = 255;
    private const int IdBytes = 16;

    /// <summary>Reads it, bare or quoted; <see langword="null"/> if it was not sent.</summary>
    public static bool TryRead(HttpRequest request, out string? key, out Failure? failure)
    {
        key = null;
        failure = null;
        StringValues values = request.Headers[HeaderName];
        if (values.Count == 0) return true;
        string text = values.Count == 1 ? values[0]!.Trim() : "";
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"') text = text[1..^1];
        if (text.Length is >= 1 and <= MaxLength && text.All(static c => c is > ' ' and < '\u007f'))
        {
            key = text;
            return true;
        }

        failure = ApiFailures.Malformed(
            $"{HeaderName} must be one value of 1..{MaxLength} visible ASCII characters, bare or quoted.",
            "invalid_idempotency_key");
        return false;
    }

    /// <summary>The id of the document that a key makes.</summary>
    public static DocumentId DocumentOf(TenantId tenant, CollectionName collection, string key)
    {
        // Neither tenants nor collections contain '/', so different triples never make the same text.
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}/{collection}/{key}"));
        return DocumentId.Parse("doc_" + Convert.ToHexStringLower(hash.AsSpan(0, IdBytes)));
    }
}
