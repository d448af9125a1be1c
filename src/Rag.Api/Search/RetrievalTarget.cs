using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Search;

/// <summary>Which collections a request searches, and what in them.</summary>
internal static class RetrievalTarget
{
    private const int MaxCollections = 16;

    /// <summary>The request for the grains; ranges are judged there.</summary>
    public static Outcome<SearchRequest> Read(
        RetrievalBody body, string? pathCollection, string? text, IReadOnlyList<string>? texts = null)
    {
        if (body.FirstUnsupported() is { } unsupported) return ApiFailures.NotSupported(unsupported);
        if (!body.TryReadReranker(out string? reranker))
            return ApiFailures.Invalid("""'rerank' must be true, false or {"model": name}.""");
        IReadOnlyList<string?> named = pathCollection is null ? body.Collections ?? [] : [pathCollection];
        if (named.Count is < 1 or > MaxCollections)
        {
            return ApiFailures.Invalid(
                $"'collections' has {named.Count} names; it must have 1..{MaxCollections}.", "invalid_collections");
        }

        var collections = new CollectionName[named.Count];
        for (int i = 0; i < collections.Length; i++)
        {
            if (!CollectionName.TryParse(named[i], out collections[i]))
            {
                return ApiFailures.NotFound("collection", named[i] ?? "");
            }
        }

        return new SearchRequest
        {
            Collections = collections.Length > 1 ? [.. collections.Distinct()] : collections,
            Query = text,
            Queries = texts,
            Vector = body.Vector,
            TopK = body.TopK,
            Mode = body.Mode,
            Filter = body.Filter,
            MinScore = body.MinScore,
            MinSimilarity = body.MinSimilarity,
            MaxPerDocument = body.MaxPerDocument,
            Reranker = reranker,
            Diversity = body.Diversity,
            Collapse = body.Collapse,
            Expand = body.Expand,
            Expansion = body.Expansion,
        };
    }
}
