using System.Text.Json;

namespace Rag.ModelProviders.Reranking;

/// <summary>The names that a protocol gives to the same things.</summary>
/// <param name="BaseUrl">The vendor's own address; <see langword="null"/> if there is none.</param>
/// <param name="Model">Its usual model; <see langword="null"/> if requests name none.</param>
/// <param name="Passages">Member of the request that holds the passages.</param>
/// <param name="Results">Member of the answer with the results; <see langword="null"/> if the answer is them.</param>
/// <param name="Score">Member of a result that holds the score.</param>
/// <param name="BatchSize">Most passages in one request.</param>
internal sealed record RerankDialect(
    string? BaseUrl, string? Model, string Passages, string? Results, string Score, int BatchSize)
{
    public static RerankDialect Of(RerankProtocol protocol) => protocol switch
    {
        RerankProtocol.Cohere => new(
            "https://api.cohere.com/v2", "rerank-v3.5", "documents", "results", "relevance_score", 1_000),
        RerankProtocol.Jina => new(
            "https://api.jina.ai/v1", "jina-reranker-v2-base-multilingual", "documents", "results", "relevance_score",
            1_000),
        RerankProtocol.Voyage => new(
            "https://api.voyageai.com/v1", "rerank-2.5", "documents", "data", "relevance_score", 1_000),
        RerankProtocol.Tei => new(null, null, "texts", null, "score", 32),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "There is no such protocol."),
    };

    /// <summary>The results of an answer: which passage, which score.</summary>
    public IEnumerable<(int Index, double Score)> Read(JsonElement answer)
    {
        JsonElement results = Results is null ? answer : answer.GetProperty(Results);
        foreach (JsonElement result in results.EnumerateArray())
            yield return (result.GetProperty("index").GetInt32(), result.GetProperty(Score).GetDouble());
    }
}
