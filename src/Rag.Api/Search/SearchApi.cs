using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.RateLimiting;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Search;

/// <summary>Retrieval without an answer.</summary>
internal static class SearchApi
{
    /// <summary>Maps the searches of one collection and of several.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/collections/{collection}/search", SearchAsync).WithTags("Search")
            .Takes<SearchBody>("""{"query":"holiday allowance","top_k":5}""")
            .Produces<SearchResult>()
            .Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe(
                "search",
                "Search a collection",
                "Hits of the hybrid, vector or keyword leg, best first, with honest scores.");
        routes.MapPost("/v1/search", SearchManyAsync).WithTags("Search")
            .Takes<SearchBody>("""{"query":"holiday allowance","collections":["default"]}""")
            .Produces<SearchResult>()
            .Fails(400, 404, 413, 415, 422, 429, 502, 504)
            .Describe("searchMany", "Search several collections", "The same over `collections`.");
    }

    private static Task<IResult> SearchAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken) =>
        RunAsync(collection, context, grains, cancellationToken);

    private static Task<IResult> SearchManyAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken) =>
        RunAsync(null, context, grains, cancellationToken);

    private static async Task<IResult> RunAsync(
        string? collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        Outcome<SearchBody> read = await JsonBody.ReadAsync<SearchBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out SearchBody? body)) return new Problem(malformed);
        Outcome<SearchRequest> target = RetrievalTarget.Read(body, collection, body.Query, body.Queries);
        if (target.Failed(out Failure? invalid, out SearchRequest? request)) return new Problem(invalid);
        Outcome<SearchResult> found = await grains.Search(context.Tenant()).SearchAsync(request, cancellationToken);
        if (found.Failed(out Failure? refused, out SearchResult? result)) return new Problem(refused);
        RateLimitHeaders.Set(context.Response, result.Limit);
        return new JsonAnswer<SearchResult>(result);
    }
}
