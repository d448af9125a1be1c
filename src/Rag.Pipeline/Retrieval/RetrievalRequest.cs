using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Retrieval;

/// <summary>What to retrieve; already validated.</summary>
public sealed record RetrievalRequest
{
    /// <summary>The collections, one or more.</summary>
    public required IReadOnlyList<RetrievalTarget> Targets { get; init; }

    /// <summary>The question or search text; empty only with a <see cref="Vector"/> in vector mode.</summary>
    public required string Text { get; init; }

    /// <summary>Used instead of embedding the text; <see langword="null"/> to embed it.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

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

    /// <summary>At most so many passages of one document; <see langword="null"/> for no cap.</summary>
    public int? MaxPerDocument { get; init; }
}
