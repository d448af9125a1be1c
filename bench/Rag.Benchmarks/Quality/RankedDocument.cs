namespace Rag.Benchmarks.Quality;

/// <summary>A document in a ranking.</summary>
/// <param name="Id">The document.</param>
/// <param name="Score">That of its best chunk.</param>
internal readonly record struct RankedDocument(string Id, double Score)
{
    /// <summary>A ranking of documents: each at the place of its best chunk.</summary>
    /// <param name="hits">Chunks, best first.</param>
    public static IReadOnlyList<RankedDocument> MaxPool(IEnumerable<Hit> hits) =>
        [.. hits.DistinctBy(hit => hit.DocumentId).Select(hit => new RankedDocument(hit.DocumentId, hit.Score))];
}
