using System.Text;
using System.Text.Json;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>Brings a document that came as JSON to the blob store.</summary>
internal static class JsonUpload
{
    private const string PlainText = "text/plain";

    /// <summary>Judges the body and stages its content.</summary>
    public static async Task<Outcome<StagedUpload>> StageAsync(
        DocumentBody body, UploadTicket ticket, BlobUpload content, CancellationToken cancellationToken)
    {
        bool hasChunks = body.Chunks is { ValueKind: not JsonValueKind.Null };
        int contents = (body.Text is null ? 0 : 1) + (body.Url is null ? 0 : 1) + (hasChunks ? 1 : 0);
        if (contents != 1)
        {
            return ApiFailures.Invalid(
                $"Of 'text', 'url' and 'chunks' {contents} are given; send exactly one.", "ambiguous_content");
        }

        if (body.Url is not null) return ApiFailures.NotSupported("'url'");
        if (hasChunks) return await StageChunksAsync(body, body.Chunks!.Value, ticket, content, cancellationToken);
        if (body.ContentType == DocumentUpload.ChunksContentType)
        {
            return ApiFailures.UnsupportedType($"'{body.ContentType}' is for 'chunks', not for 'text'.");
        }

        // Extractors leave NUL characters in texts; they say nothing, and a file that had them would count as binary.
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(body.Text!.Replace('\0', ' ')), writable: false);
        return await content.CopyAsync(text, cancellationToken) is { } failure
            ? failure
            : new StagedUpload(content, body.Fields, body.ContentType ?? PlainText, null);
    }

    private static async Task<Outcome<StagedUpload>> StageChunksAsync(
        DocumentBody body,
        JsonElement chunks,
        UploadTicket ticket,
        BlobUpload content,
        CancellationToken cancellationToken)
    {
        if (ReadyChunks.Judge(chunks, ticket.Embedding) is { } invalid) return invalid;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) chunks.WriteTo(writer);
        stream.Position = 0;
        return await content.CopyAsync(stream, cancellationToken) is { } failure
            ? failure
            : new StagedUpload(content, body.Fields, DocumentUpload.ChunksContentType, null);
    }
}
