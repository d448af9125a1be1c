using Rag.Api.Documents.Uploads;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Paging;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>Documents: upload, list, read, stop, repeat, delete.</summary>
internal static class DocumentsApi
{
    /// <summary>Maps <c>/v1/collections/{collection}/documents</c>.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1/collections/{collection}/documents").WithTags("Documents");
        group.MapPost("", UploadAsync).TakesUpload<DocumentBody>("""{"document_id":"a","text":"The text."}""")
            .Header(
                "Idempotency-Key",
                "1..255 visible ASCII characters; a repeated request with the same key is answered "
                + "`Idempotent-Replayed: true`")
            .Header("Prefer", "`wait=30` waits for the end of ingestion, 0..300 s")
            .Query("wait", "The same as `Prefer: wait=`, in seconds, 0..300")
            .Produces<DocumentInfo>(StatusCodes.Status202Accepted)
            .Produces<DocumentInfo>(StatusCodes.Status200OK)
            .Fails(400, 403, 404, 409, 413, 415, 422, 429, 507)
            .Describe(
                "uploadDocument",
                "Upload a document",
                "Multipart with a part `file` and fields, or JSON with exactly one of `text` and `chunks`. 202 " +
                "means durable: it will be ingested whatever happens. 200 with `deduplicated` if the same content " +
                "is there already.");
        group.MapGet("", ListAsync)
            .Query("status", "Only this status").Query("filter", "A metadata filter, as JSON")
            .Query("cursor", "next_cursor of the page before").Query("limit", "Documents a page, 1..1,000; default 50")
            .Produces<DocumentPage>()
            .Fails(400, 404, 422)
            .Describe(
                "listDocuments",
                "List documents",
                "Newest first; a document is visible at once after its upload.");
        group.MapBatch();
        group.MapDeleteByFilter();
        MapOne(group);
        group.MapContent();
        group.MapDocumentEvents();
    }

    private static void MapOne(RouteGroupBuilder group)
    {
        group.MapGet("/{document}", static (HttpContext context, IGrainFactory grains, CancellationToken token) =>
                ActAsync(context, grains, StatusCodes.Status200OK, document => document.GetAsync(token)))
            .Produces<DocumentInfo>()
            .Fails(404)
            .Describe(
                "getDocument",
                "Read a document",
                "Status, progress, warnings, and what went wrong if it failed. The id is percent-encoded; `%2F` is " +
                "decoded exactly once.");
        group.MapDelete("/{document}", static (HttpContext context, IGrainFactory grains, CancellationToken token) =>
                ActAsync(context, grains, StatusCodes.Status202Accepted, document => document.DeleteAsync(token)))
            .Produces<DocumentInfo>(StatusCodes.Status202Accepted)
            .Fails(404)
            .Describe(
                "deleteDocument",
                "Delete a document",
                "Not retrievable from the moment of the answer; the rest is cleared in the background.");
        group.MapPost(
            "/{document}/cancel",
            static (HttpContext context, IGrainFactory grains, CancellationToken token) =>
                ActAsync(context, grains, StatusCodes.Status202Accepted, document => document.CancelAsync(token)))
            .Produces<DocumentInfo>(StatusCodes.Status202Accepted)
            .Fails(404, 409)
            .Describe(
                "cancelDocument",
                "Stop an ingestion",
                "409 if it has already ended. An earlier version stays searchable.");
        group.MapPost(
            "/{document}/retry",
            static (HttpContext context, IGrainFactory grains, CancellationToken token) =>
                ActAsync(context, grains, StatusCodes.Status202Accepted, document => document.RetryAsync(token)))
            .Produces<DocumentInfo>(StatusCodes.Status202Accepted)
            .Fails(404, 409)
            .Describe(
                "retryDocument",
                "Repeat an ingestion",
                "For failed and cancelled documents; the upload is kept, nothing is sent again.");
        group.MapGet("/{document}/chunks", ListChunksAsync)
            .Query("cursor", "next_cursor of the page before").Query("limit", "Chunks a page, 1..1,000; default 50")
            .Produces<ChunkPage>()
            .Fails(400, 404, 422)
            .Describe("listChunks", "List a document's chunks", "Those of the visible version, in order.");
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context, DocumentIntake intake, CancellationToken cancellationToken) =>
        DocumentRoute.TryCollection(context, out CollectionName collection, out Problem? unknown)
            ? await intake.TakeAsync(context, collection, cancellationToken)
            : unknown!;

    private static async Task<IResult> ListAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryCollection(context, out CollectionName collection, out Problem? unknown)) return unknown!;
        if (!PageSize.TryRead(context, out int limit, out Failure? invalid)) return new Problem(invalid!);
        IQueryCollection query = context.Request.Query;
        string? filter = query["filter"];
        var request = new DocumentListRequest(
            query["status"], string.IsNullOrEmpty(filter) ? null : new RawJson(filter), query["cursor"], limit);
        Outcome<DocumentPage> listing =
            await grains.Collection(context.Tenant(), collection).ListDocumentsAsync(request, cancellationToken);
        return listing.Failed(out Failure? failure, out DocumentPage? page)
            ? new Problem(failure)
            : new JsonAnswer<DocumentPage>(page);
    }

    private static async Task<IResult> ListChunksAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryDocument(context, grains, out IDocumentGrain document, out Problem? unknown))
            return unknown!;
        if (!PageSize.TryRead(context, out int limit, out Failure? invalid)) return new Problem(invalid!);
        Outcome<ChunkPage> listing =
            await document.ListChunksAsync(context.Request.Query["cursor"], limit, cancellationToken);
        return listing.Failed(out Failure? failure, out ChunkPage? page)
            ? new Problem(failure)
            : new JsonAnswer<ChunkPage>(page);
    }

    private static async Task<IResult> ActAsync(
        HttpContext context, IGrainFactory grains, int status, Func<IDocumentGrain, Task<Outcome<DocumentInfo>>> act)
    {
        if (!DocumentRoute.TryDocument(context, grains, out IDocumentGrain document, out Problem? unknown))
            return unknown!;
        return (await act(document)).Failed(out Failure? failure, out DocumentInfo? info)
            ? new Problem(failure)
            : new JsonAnswer<DocumentInfo>(info, status);
    }
}
