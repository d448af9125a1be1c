using Rag.Api.Errors;
using Rag.Api.OpenApi;
using Rag.Api.Streaming;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>A document's progress as server-sent events.</summary>
internal static class DocumentEventsApi
{
    /// <summary>Maps <c>events</c> of a document.</summary>
    public static void MapDocumentEvents(this RouteGroupBuilder documents) =>
        documents.MapGet("/{document}/events", WatchAsync)
            .Streams()
            .Fails(404)
            .Describe(
                "watchDocument",
                "Follow an ingestion",
                "Server-sent events: `progress` with the document at every change, then `done` with the document " +
                "when ingestion has ended, however it ended, or `error`.");

    private static async Task<IResult> WatchAsync(
        HttpContext context, IGrainFactory grains, ProgressStreaming streaming, CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryDocument(context, grains, out IDocumentGrain document, out Problem? unknown))
            return unknown!;
        Outcome<DocumentInfo> exists = await document.GetAsync(cancellationToken);
        if (exists.Failure is { } missing) return new Problem(missing);
        string id = document.GetPrimaryKeyString().Split('/', 3)[^1];
        await streaming.SendAsync(
            context,
            document.WatchAsync,
            info => DocumentStatus.IsFinal(info.Status),
            SseJson.Document,
            ApiFailures.NotFound("document (it was deleted)", id));
        return Results.Empty;
    }
}
