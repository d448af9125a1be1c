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
    /// <summary>Whether searches are billed, not tokens.</summary>
    public bool BillsSearches { get; init; }

    public static RerankDialect Of(RerankProtocol protocol) => protocol switch
    {
        RerankProtocol.Cohere => new(
            "https://api.cohere.com/v2", "rerank-v3.5", "documents", "results", "relevance_score", 1_000)
        {
            BillsSearches = true,
        },
        RerankProtocol.Jina => new(
            "https://api.jina.ai/v1", "jina-reranker-v2-base-multilingual", "documents", "results", "relevance_score",
            1_000),
        RerankProtocol.Voyage => new(
            "https://api.voyageai.com/v1", "rerank-2.5", "documents", "data", "relevance_score", 1_000),
        RerankProtocol.Tei => new(null, null, "texts", null, "score", 32),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "There is no such protocol."),
    };

    /// <summary>
    /// The tokens or searches that an answer says it used; <see langword="null"/> if it says nothing.
    /// </summary>
    public long? ReadUsage(JsonElement answer)
    {
        string[] path = BillsSearches ? ["meta", "billed_units", "search_units"] : ["usage", "total_tokens"];
        foreach (string member in path)
        {
            if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(member, out answer)) return null;
        }

        // Cohere's are numbers that may have a fraction.
        return answer.ValueKind == JsonValueKind.Number && answer.TryGetDouble(out double used)
            && used is >= 0 and < int.MaxValue
            ? (long)Math.Ceiling(used)
            : null;
    }

    /// <summary>The results of an answer: which passage, which score.</summary>
    public IEnumerable<(int Index, double Score)> Read(JsonElement answer)
    {
        JsonElement results = Results is null ? answer : answer.GetProperty(Results);
        foreach (JsonElement result in results.EnumerateArray())
            yield return (result.GetProperty("index").GetInt32(), result.GetProperty(Score).GetDouble());
    }
}
