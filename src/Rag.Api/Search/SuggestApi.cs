using System.Globalization;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Search;

/// <summary>Suggestions while somebody types.</summary>
internal static class SuggestApi
{
    /// <summary>Maps <c>/v1/collections/{collection}/suggest</c>.</summary>
    public static void MapSuggest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/collections/{collection}/suggest", SuggestAsync).WithTags("Search")
            .Produces<SuggestResult>()
            .Fails(404, 422, 502)
            .Query("q", "What was typed so far, 1..200 characters")
            .Query("limit", "At most so many suggestions, 1..20; default 8")
            .Query("filter", "A filter on metadata, as in a search, as JSON; past questions are then left out")
            .Describe(
                "suggest",
                "Suggest while typing",
                "Titles, headings and past questions of the collection of which each typed word begins a word, in any "
                + "order; one slip in a word of four letters is forgiven, two in one of eight. New titles appear "
                + "within seconds; what was deleted disappears at once. A question is one that `/query` has answered "
                + "in this collection alone. Not counted against the rate limit.");

    private static async Task<IResult> SuggestAsync(
        string collection, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!CollectionName.TryParse(collection, out CollectionName name))
            return new Problem(ApiFailures.NotFound("collection", collection));
        IQueryCollection parameters = context.Request.Query;
        int? limit = null;
        if ((string?)parameters["limit"] is { } text)
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
                return new Problem(ApiFailures.Invalid($"'limit' is '{text}'; it must be a whole number."));
            limit = number;
        }

        RawJson? filter = (string?)parameters["filter"] is { Length: > 0 } json ? new RawJson(json) : null;
        var request = new SuggestRequest(name, (string?)parameters["q"] ?? "", limit, filter);
        Outcome<SuggestResult> found = await grains.Search(context.Tenant()).SuggestAsync(request, cancellationToken);
        return found.Failed(out Failure? refused, out SuggestResult? result)
            ? new Problem(refused)
            : new JsonAnswer<SuggestResult>(result);
    }
}
