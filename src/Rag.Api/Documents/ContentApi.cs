using System.Globalization;
using Microsoft.Net.Http.Headers;
using Rag.Api.Errors;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>The original bytes of a document and its extracted text.</summary>
internal static class ContentApi
{
    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>Maps <c>content</c> and <c>text</c> of a document.</summary>
    public static void MapContent(this RouteGroupBuilder documents)
    {
        documents.MapGet("/{document}/content", GetContentAsync)
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .Fails(404)
            .Describe(
                "getContent",
                "Download the original",
                "The bytes as they were uploaded, always as an attachment.");
        documents.MapGet("/{document}/text", GetTextAsync)
            .Query("from", "First code point, 0-based; default 0").Query("to", "One past the last; default: the end")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .Fails(400, 404, 409, 422)
            .Describe(
                "getText",
                "Read the extracted text",
                "The text that `location` refers to; positions count Unicode code points.");
    }

    private static async Task<IResult> GetContentAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryDocument(context, grains, out IDocumentGrain document, out Problem? unknown))
            return unknown!;
        Outcome<DocumentContent> found = await document.GetContentAsync(cancellationToken);
        if (found.Failed(out Failure? missing, out DocumentContent? content)) return new Problem(missing);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(content.FileName ?? "document");
        IBlobGrain blob = grains.Blob(context.Tenant(), content.Blob);
        return new BlobAnswer(blob, new CodePointRange(0, null), content.ContentType, content.Bytes)
        {
            Disposition = disposition.ToString(),
        };
    }

    private static async Task<IResult> GetTextAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryDocument(context, grains, out IDocumentGrain document, out Problem? unknown))
            return unknown!;
        if (!TryPosition(context, "from", out long? from, out Problem? invalid)
            || !TryPosition(context, "to", out long? to, out invalid))
        {
            return invalid!;
        }

        if (to < (from ?? 0))
            return new Problem(ApiFailures.Invalid($"'to' is {to}, which is before 'from', {from ?? 0}."));
        Outcome<DocumentContent> found = await document.GetTextAsync(cancellationToken);
        if (found.Failed(out Failure? missing, out DocumentContent? content)) return new Problem(missing);
        bool isWhole = from is null or 0 && to is null;
        return new BlobAnswer(
            grains.Blob(context.Tenant(), content.Blob),
            new CodePointRange(from ?? 0, to),
            TextType,
            isWhole ? content.Bytes : null);
    }

    private static bool TryPosition(HttpContext context, string name, out long? position, out Problem? problem)
    {
        position = null;
        problem = null;
        string? text = context.Request.Query[name];
        if (string.IsNullOrEmpty(text)) return true;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            problem = new Problem(ApiFailures.Malformed($"'{name}' is '{text}'; it must be a whole number."));
            return false;
        }

        position = value;
        if (value >= 0) return true;
        problem = new Problem(ApiFailures.Invalid($"'{name}' is {value}; it must be 0 or more."));
        return false;
    }
}
