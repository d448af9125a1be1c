using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Api.Json;
using Rag.Grains.Interfaces;

namespace Rag.Api.Search;

/// <summary>What searches and questions have in common.</summary>
internal abstract record RetrievalBody
{
    /// <summary>The collections to search, 1..16; only where the path names none.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>
    /// The text to search for, 1..8,000 characters. By words, <c>batt*</c> searches all that begin so, and a word that
    /// no passage has those that are spelled like it; <c>warnings</c> says which.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>Used instead of embedding the query; alone it searches the vector leg only.</summary>
    public IReadOnlyList<float>? Vector { get; init; }

    /// <summary>At most so many hits, 1..100; a larger value only appends.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? TopK { get; init; }

    /// <summary><c>hybrid</c> (default), <c>vector</c> or <c>keyword</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>A filter on metadata: <c>{type, key, value}</c>, <c>{type, filters}</c> or a bare map.</summary>
    public RawJson? Filter { get; init; }

    /// <summary>Drops hits whose <c>score</c> is lower.</summary>
    public double? MinScore { get; init; }

    /// <summary>Drops hits whose <c>scores.vector</c> is lower, in any mode.</summary>
    public double? MinSimilarity { get; init; }

    /// <summary>At most so many hits of one document.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? MaxPerDocument { get; init; }

    /// <summary>
    /// <c>true</c> reranks with the configured reranker, <c>{"model": name}</c> with that one; default <c>false</c>.
    /// </summary>
    public JsonElement? Rerank { get; init; }

    /// <summary>0 (default) ranks by score alone; towards 1 hits that repeat better ones lose places. 0..1.</summary>
    public double? Diversity { get; init; }

    /// <summary>Chunks on each side of a hit that come with it as its <c>context</c>, 0..10; default 0.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? Expand { get; init; }

    /// <summary>
    /// Drops hits that nearly repeat a better one. Default: <c>false</c> for a search, <c>true</c> for an answer.
    /// </summary>
    public bool? Collapse { get; init; }

    /// <summary>
    /// Lets the chat model help: <c>multi_query</c> searches other wordings of the question too, <c>hyde</c> near a
    /// passage as it might answer. One more call of the model; if it fails, <c>warnings</c> says so and the search goes
    /// on without. Needs a chat model that is not built in. Default: none.
    /// </summary>
    public string? Expansion { get; init; }

    /// <summary>Not supported yet.</summary>
    public IReadOnlyList<string>? Include { get; init; }

    /// <summary>The first member whose value this version cannot serve; it is refused rather than ignored.</summary>
    public virtual string? FirstUnsupported() =>
        Include is { Count: > 0 } ? "'include'" : null;

    /// <summary>
    /// Name of the reranker, <see langword="null"/> for none; <see langword="false"/> if <c>rerank</c> is neither a
    /// boolean nor an object with a <c>model</c>.
    /// </summary>
    public bool TryReadReranker(out string? reranker)
    {
        reranker = Rerank switch
        {
            { ValueKind: JsonValueKind.True } => SearchRequest.DefaultReranker,
            { ValueKind: JsonValueKind.Object } choice
                when choice.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String
                => model.GetString(),
            _ => null,
        };
        return reranker is not null || Rerank is null or { ValueKind: JsonValueKind.False or JsonValueKind.Null };
    }
}
