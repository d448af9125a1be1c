namespace Rag.Grains.Interfaces;

/// <summary>What to retrieve.</summary>
[GenerateSerializer, Immutable, Alias("rag.search-request")]
public sealed record SearchRequest
{
    /// <summary>The value of <see cref="Reranker"/> that means the configured one.</summary>
    public const string DefaultReranker = "default";

    /// <summary>The collections to search, 1..16.</summary>
    [Id(0)]
    public required IReadOnlyList<CollectionName> Collections { get; init; }

    /// <summary>
    /// The question or search text, 1..8,000 characters; may be absent if <see cref="Vector"/> is given.
    /// </summary>
    [Id(1)]
    public string? Query { get; init; }

    /// <summary>Used instead of embedding the query; alone, only the vector leg is searched.</summary>
    [Id(2)]
    public IReadOnlyList<float>? Vector { get; init; }

    /// <summary>At most so many hits, 1..100; default 10. A larger value only appends.</summary>
    [Id(3)]
    public int? TopK { get; init; }

    /// <summary><c>hybrid</c> (default), <c>vector</c> or <c>keyword</c>.</summary>
    [Id(4)]
    public string? Mode { get; init; }

    /// <summary>A filter on metadata.</summary>
    [Id(5)]
    public RawJson? Filter { get; init; }

    /// <summary>Drops hits whose final score is lower.</summary>
    [Id(6)]
    public double? MinScore { get; init; }

    /// <summary>Drops hits whose vector similarity is lower, in any mode.</summary>
    [Id(7)]
    public double? MinSimilarity { get; init; }

    /// <summary>At most so many hits of one document; <see langword="null"/> for no cap.</summary>
    [Id(8)]
    public int? MaxPerDocument { get; init; }

    /// <summary>
    /// Instead of <see cref="Query"/>: 1..8 wordings of one question, each searched by itself, the lists joined.
    /// </summary>
    [Id(9)]
    public IReadOnlyList<string>? Queries { get; init; }

    /// <summary>
    /// Name of the reranker, or <see cref="DefaultReranker"/>; <see langword="null"/> for none.
    /// </summary>
    [Id(10)]
    public string? Reranker { get; init; }

    /// <summary>0 (default) ranks by score alone; towards 1 hits that repeat better ones lose places. 0..1.</summary>
    [Id(11)]
    public double? Diversity { get; init; }

    /// <summary>
    /// Drops hits that nearly repeat a better one. Default: <see langword="false"/> for a search,
    /// <see langword="true"/> for an answer.
    /// </summary>
    [Id(12)]
    public bool? Collapse { get; init; }

    /// <summary>Chunks on each side of a hit that come with it, 0..10; default 0.</summary>
    [Id(13)]
    public int? Expand { get; init; }

    /// <summary>
    /// How a chat model is to help: <c>multi_query</c> or <c>hyde</c>; <see langword="null"/> (default) not at all.
    /// </summary>
    [Id(14)]
    public string? Expansion { get; init; }
}
