using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Streaming;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>Re-indexing a collection: begin, follow, cancel.</summary>
internal static class ReindexApi
{
    /// <summary>Maps <c>/v1/collections/{collection}/reindex</c>.</summary>
    public static void MapReindex(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1/collections/{collection}/reindex").WithTags("Collections");
        group.MapPost("", BeginAsync)
            .Takes<ReindexBody>("""{"chunking":{"size":1500}}""")
            .Produces<ReindexInfo>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 409, 415, 422)
            .Describe(
                "reindexCollection",
                "Re-index a collection",
                "Makes the collection's next generation with another embedding model, vector store, metric or "
                + "chunking, or with `{}` as it was, for instance after an update of a parser. Searches see the "
                + "present one until the next is whole, then that one; documents can be uploaded and deleted all the "
                + "while. If a document cannot be indexed, or the chunks are beyond the quota, the present generation "
                + "stays and `error` says why.");
        group.MapGet("", GetAsync)
            .Produces<ReindexInfo>()
            .Fails(404)
            .Describe(
                "getReindex",
                "Read a re-index",
                "The collection's latest one: `building`, `switching` (searches see the next generation already), "
                + "`discarding`, `completed`, `failed` or `cancelled`.");
        group.MapGet("/events", WatchAsync)
            .Streams()
            .Fails(404)
            .Describe(
                "watchReindex",
                "Follow a re-index",
                "Server-sent events: `progress` at every change, then `done` when it has ended, however it ended, or "
                + "`error`.");
        group.MapPost("/cancel", CancelAsync)
            .Produces<ReindexInfo>(StatusCodes.Status202Accepted)
            .Fails(404, 409)
            .Describe(
                "cancelReindex",
                "Cancel a re-index",
                "The present generation stays. 409 once searches see the next one.");
    }

    private static async Task<IResult> BeginAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (Find(collection, context, grains) is not { } grain) return Unknown(collection);
        Outcome<ReindexBody> read = await JsonBody.ReadAsync<ReindexBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out ReindexBody? body)) return new Problem(malformed);
        if (body.Others is { Count: > 0 } others)
        {
            return new Problem(ApiFailures.Invalid(
                $"'{others.First().Key}' is not known; embedding, store, metric and chunking are.", "unknown_field"));
        }

        Outcome<ReindexInfo> begun = await grain.ReindexAsync(body.ToRequest(), cancellationToken);
        return begun.Failed(out Failure? refused, out ReindexInfo? info)
            ? new Problem(refused)
            : new JsonAnswer<ReindexInfo>(
                info, StatusCodes.Status202Accepted, $"/v1/collections/{collection}/reindex");
    }

    private static async Task<IResult> GetAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Outcome<ReindexInfo> found = await FindLatestAsync(collection, context, grains, cancellationToken);
        return found.Failed(out Failure? missing, out ReindexInfo? info)
            ? new Problem(missing)
            : new JsonAnswer<ReindexInfo>(info);
    }

    private static async Task<IResult> WatchAsync(
        string collection,
        HttpContext context,
        IGrainFactory grains,
        ProgressStreaming streaming,
        CancellationToken cancellationToken)
    {
        Outcome<ReindexInfo> found = await FindLatestAsync(collection, context, grains, cancellationToken);
        if (found.Failure is { } missing) return new Problem(missing);
        await streaming.SendAsync(
            context,
            Find(collection, context, grains)!.WatchReindexAsync,
            info => ReindexStatus.IsFinal(info.Status),
            SseJson.Reindex,
            ApiFailures.NotFound("collection (it was deleted)", collection));
        return Results.Empty;
    }

    private static async Task<IResult> CancelAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (Find(collection, context, grains) is not { } grain) return Unknown(collection);
        Outcome<ReindexInfo> cancelled = await grain.CancelReindexAsync(cancellationToken);
        return cancelled.Failed(out Failure? refused, out ReindexInfo? info)
            ? new Problem(refused)
            : new JsonAnswer<ReindexInfo>(info, StatusCodes.Status202Accepted);
    }

    private static async Task<Outcome<ReindexInfo>> FindLatestAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (Find(collection, context, grains) is not { } grain) return ApiFailures.NotFound("collection", collection);
        Outcome<CollectionInfo> found = await grain.GetAsync(cancellationToken);
        if (found.Failed(out Failure? missing, out CollectionInfo? info)) return missing;
        return info.Reindex is { } reindex
            ? reindex
            : ApiFailures.NotFound("re-index of the collection", collection);
    }

    private static ICollectionGrain? Find(string collection, HttpContext context, IGrainFactory grains) =>
        CollectionName.TryParse(collection, out CollectionName name)
            ? grains.Collection(context.Tenant(), name)
            : null;

    private static Problem Unknown(string collection) => new(ApiFailures.NotFound("collection", collection));
}
