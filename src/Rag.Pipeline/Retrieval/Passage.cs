namespace Rag.Pipeline.Retrieval;

/// <summary>A passage that was found, with its scores.</summary>
/// <param name="Chunk">The passage.</param>
/// <param name="Index">The index it is in.</param>
/// <param name="Score">The score that orders, see <see cref="RetrievalMode"/>; after reranking the reranker's.</param>
/// <param name="VectorScore">The metric's similarity; <see langword="null"/> if the vector leg did not see it.</param>
/// <param name="KeywordScore">BM25; <see langword="null"/> if the keyword leg did not see it.</param>
/// <param name="FusedScore">0..1, relative to this query's lists; <see langword="null"/> in a single-leg mode.</param>
/// <param name="RerankScore">The reranker's; <see langword="null"/> if there was none.</param>
public sealed record Passage(
    StoredChunk Chunk,
    IndexId Index,
    double Score,
    double? VectorScore,
    double? KeywordScore,
    double? FusedScore,
    double? RerankScore = null)
{
    /// <summary>The passage with its neighbours; <see langword="null"/> if they were not asked for.</summary>
    public PassageContext? Context { get; init; }

    /// <summary>What a model reads: the passage, with its neighbours if there are any.</summary>
    public string Reading => Context?.Text ?? Chunk.Text;
}
