using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Retrieval;

/// <summary>What to retrieve; already validated.</summary>
public sealed record RetrievalRequest
{
    /// <summary>The collections, one or more.</summary>
    public required IReadOnlyList<RetrievalTarget> Targets { get; init; }

    /// <summary>
    /// The question, or several wordings of it, each searched by itself; one empty text only with a
    /// <see cref="Vector"/> in vector mode.
    /// </summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>
    /// Used instead of embedding the text, of which there is then one; <see langword="null"/> to embed it.
    /// </summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

    /// <summary>How a chat model is to help the search; nobody has asked it yet.</summary>
    public QueryExpansion Expansion { get; init; }

    /// <summary>
    /// A passage as it might answer the one text; the vector leg then searches for the mean of both vectors.
    /// <see langword="null"/> for the text alone.
    /// </summary>
    public string? ImaginedPassage { get; init; }

    /// <summary>At most so many passages, 1..100.</summary>
    public int TopK { get; init; } = 10;

    /// <summary>Which legs.</summary>
    public RetrievalMode Mode { get; init; }

    /// <summary>Only chunks whose metadata match; <see langword="null"/> for all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Drops passages whose final score is lower.</summary>
    public double? MinScore { get; init; }

    /// <summary>Drops passages whose vector similarity is lower, in any mode.</summary>
    public double? MinSimilarity { get; init; }

    /// <summary>Name of the reranker; <see langword="null"/> for none.</summary>
    public string? Reranker { get; init; }

    /// <summary>Which of the ranked candidates are taken.</summary>
    public SelectionRules Selection { get; init; } = SelectionRules.None;

    /// <summary>Chunks on each side of a passage that are read with it, 0..10.</summary>
    public int Expand { get; init; }
}
