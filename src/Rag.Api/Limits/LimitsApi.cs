using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Limits;

/// <summary>How much of each limit is used.</summary>
internal static class LimitsApi
{
    /// <summary>Maps <c>/v1/limits</c>.</summary>
    public static void MapLimits(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/limits", GetAsync).WithTags("Limits")
            .Query("collection", "The collection; default `default`")
            .Produces<LimitsAnswer>().Fails(404)
            .Describe("getLimits", "Read limits", "`{resource, limit, used, remaining}` of a collection's quotas.");

    private static async Task<IResult> GetAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        string text = (string?)context.Request.Query["collection"] ?? CollectionName.Default.Value;
        IReadOnlyList<LimitState> limits = CollectionName.TryParse(text, out CollectionName name)
            ? await grains.Collection(context.Tenant(), name).GetLimitsAsync(cancellationToken)
            : [];
        // A collection always has limits; none means that there is no such collection.
        return limits.Count == 0
            ? new Problem(ApiFailures.NotFound("collection", text))
            : new JsonAnswer<LimitsAnswer>(new LimitsAnswer(text, limits));
    }
}
