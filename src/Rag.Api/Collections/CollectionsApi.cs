using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Paging;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>Collections: create, list, read, change, delete.</summary>
internal static class CollectionsApi
{
    private const string What = "collection";

    /// <summary>Maps <c>/v1/collections</c>, and their re-indexing.</summary>
    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/v1/collections").WithTags("Collections");
        group.MapPost("", CreateAsync)
            .Takes<CollectionBody>("""{"name":"handbook","limits":{"queries_per_minute":600}}""")
            .Produces<CollectionInfo>(StatusCodes.Status201Created)
            .Produces<CollectionInfo>(StatusCodes.Status200OK)
            .Fails(400, 409, 415, 422)
            .Describe(
                "createCollection",
                "Create a collection",
                "201 if it is new, 200 if an identical one exists, 409 if one exists with other settings. Only " +
                "`name` is required.");
        group.MapGet("", ListAsync)
            .Produces<CollectionList>()
            .Fails(400, 422)
            .Query("cursor", "next_cursor of the page before")
            .Query("limit", "Collections a page, 1..1,000; default 50")
            .Describe("listCollections", "List collections", "By name; `next_cursor` is null on the last page.");
        group.MapGet("/{collection}", GetAsync)
            .Produces<CollectionInfo>()
            .Fails(404, 422)
            .Query("measure_recall", "`true`: also compare the vector index with an exact search")
            .Describe(
                "getCollection",
                "Read a collection",
                "Settings, status, usage and generation. With `measure_recall=true` also `vector_recall`: the share of "
                + "the ten nearest vectors that searches find, measured with 100 stored vectors as queries; 1 while "
                + "the collection is searched exactly. It takes as long as 100 exact searches, and is refused with "
                + "422 `not_supported` if the collection's store cannot tell.");
        group.MapPatch("/{collection}", UpdateAsync)
            .Takes<CollectionPatchBody>("""{"limits":{"queries_per_minute":600}}""")
            .Produces<CollectionInfo>()
            .Fails(400, 404, 415, 422)
            .Describe(
                "updateCollection",
                "Change a collection",
                "Quotas, limits, description and metadata; what is absent stays.");
        group.MapDelete("/{collection}", DeleteAsync)
            .Produces<CollectionInfo>(StatusCodes.Status202Accepted)
            .Fails(404)
            .Describe(
                "deleteCollection",
                "Delete a collection",
                "Nothing of it is retrievable from the moment of the answer; the rest is cleared in the background.");
        routes.MapReindex();
    }

    // Also answers the alias. A summary here would take the place of the one that is published.
    internal static async Task<IResult> ListAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!PageSize.TryRead(context, out int limit, out Failure? invalid)) return new Problem(invalid!);
        Outcome<CollectionList> page = await CollectionPaging.ListAsync(
            grains, context.Tenant(), context.Request.Query["cursor"], limit, cancellationToken);
        return page.Failed(out Failure? failure, out CollectionList? list)
            ? new Problem(failure)
            : new JsonAnswer<CollectionList>(list);
    }

    // Also answers the alias.
    internal static async Task<IResult> DeleteAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!CollectionName.TryParse(collection, out CollectionName name)) return Unknown(collection);
        return Answer(
            await grains.Collection(context.Tenant(), name).DeleteAsync(cancellationToken),
            StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Outcome<CollectionBody> read = await JsonBody.ReadAsync<CollectionBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out CollectionBody? body)) return new Problem(malformed);
        if (!CollectionName.TryParse(body.Name, out CollectionName name))
        {
            return new Problem(ApiFailures.Invalid(
                $"'name' is '{body.Name}'; it must be 1..{CollectionName.MaxLength} of a-z0-9_-, "
                + "first a letter or digit.",
                "invalid_name"));
        }

        if (body.ExpiresAfter is not null) return new Problem(ApiFailures.NotSupported("'expires_after'"));
        Outcome<CollectionCreated> made =
            await grains.Collection(context.Tenant(), name).CreateAsync(body.ToRequest(), cancellationToken);
        if (made.Failed(out Failure? refused, out CollectionCreated? created)) return new Problem(refused);
        return new JsonAnswer<CollectionInfo>(
            created.Collection,
            created.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            $"/v1/collections/{name}");
    }

    private static async Task<IResult> GetAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!CollectionName.TryParse(collection, out CollectionName name)) return Unknown(collection);
        ICollectionGrain grain = grains.Collection(context.Tenant(), name);
        string? measured = context.Request.Query["measure_recall"];
        return measured switch
        {
            null or "false" => Answer(await grain.GetAsync(cancellationToken)),
            "true" => Answer(await grain.MeasureRecallAsync(cancellationToken)),
            _ => new Problem(ApiFailures.Invalid($"'measure_recall' is '{measured}'; it is 'true' or 'false'.")),
        };
    }

    private static async Task<IResult> UpdateAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!CollectionName.TryParse(collection, out CollectionName name)) return Unknown(collection);
        Outcome<CollectionPatchBody> read =
            await JsonBody.ReadAsync<CollectionPatchBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out CollectionPatchBody? body)) return new Problem(malformed);
        if (body.Others is { Count: > 0 } others)
        {
            return new Problem(ApiFailures.Invalid(
                $"'{others.First().Key}' cannot be changed; description, quotas, limits and metadata can.",
                "not_changeable"));
        }

        if (body.ExpiresAfter is not null) return new Problem(ApiFailures.NotSupported("'expires_after'"));
        return Answer(await grains.Collection(context.Tenant(), name).UpdateAsync(body.ToPatch(), cancellationToken));
    }

    private static Problem Unknown(string collection) => new(ApiFailures.NotFound(What, collection));

    private static IResult Answer(Outcome<CollectionInfo> outcome, int status = StatusCodes.Status200OK) =>
        outcome.Failed(out Failure? failure, out CollectionInfo? info)
            ? new Problem(failure)
            : new JsonAnswer<CollectionInfo>(info, status);
}
