using Rag.Fakes.Speaking;

namespace Rag.Fakes.Reranking;

/// <summary>How a vendor's rerank call looks.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Passages">Member of the request that holds them.</param>
/// <param name="NeedsModel">Whether a request without a model is refused.</param>
/// <param name="MaxPassages">Most passages in a request.</param>
/// <param name="Answer">Makes the answer from model and results, best first.</param>
internal sealed record RerankShape(
    string Path,
    string Passages,
    bool NeedsModel,
    int MaxPassages,
    Func<string?, IEnumerable<RerankResult>, object> Answer)
{
    public static readonly RerankShape[] All =
    [
        new("/v2/rerank", "documents", true, 10_000, (_, results) => new
        {
            id = Guid.NewGuid(),
            results = results.Select(result => new { index = result.Index, relevance_score = result.Score }),
            meta = new { api_version = new { version = "2" }, billed_units = new { search_units = 1 } },
        }),
        new("/v1/rerank", "documents", true, 2_048, (model, results) => new
        {
            model,
            results = results.Select(result => new
            {
                index = result.Index, document = new { text = result.Text }, relevance_score = result.Score,
            }),
            usage = new { total_tokens = results.Sum(result => Speaker.Count(result.Text)) },
        }),
        new("/voyage/v1/rerank", "documents", true, 1_000, (model, results) => new
        {
            @object = "list",
            data = results.Select(result => new { index = result.Index, relevance_score = result.Score }),
            model,
            usage = new { total_tokens = results.Sum(result => Speaker.Count(result.Text)) },
        }),
        new("/rerank", "texts", false, 32, (_, results) =>
            results.Select(result => new { index = result.Index, score = result.Score })),
    ];
}
