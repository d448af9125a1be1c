using Rag.Grains.Interfaces;

namespace Rag.Grains.Collections;

/// <summary>What is stored of a collection's latest re-index.</summary>
[GenerateSerializer, Alias("rag.reindex-state")]
public sealed class ReindexState
{
    /// <summary>One of <see cref="ReindexStatus"/>.</summary>
    [Id(0)]
    public required string Status { get; set; }

    /// <summary>The generation that it makes.</summary>
    [Id(1)]
    public required int Generation { get; init; }

    /// <summary>The settings with that generation's model, store, metric and chunking.</summary>
    [Id(2)]
    public required CollectionSettings Settings { get; init; }

    /// <summary>The generation that it replaces.</summary>
    [Id(3)]
    public required int Former { get; init; }

    /// <summary>The vector store of the generation that it replaces.</summary>
    [Id(4)]
    public required string FormerStore { get; init; }

    /// <summary>Where the present step is in the catalog; <see langword="null"/> at its beginning.</summary>
    [Id(5)]
    public string? Cursor { get; set; }

    /// <summary>Documents that the present step is done with.</summary>
    [Id(6)]
    public long Done { get; set; }

    /// <summary>Documents when the present step began.</summary>
    [Id(7)]
    public long Total { get; set; }

    /// <summary>Chunks of the documents that are made so far.</summary>
    [Id(8)]
    public long Chunks { get; set; }

    /// <summary>Why it was given up.</summary>
    [Id(9)]
    public ReindexError? Error { get; set; }

    /// <summary>When it began.</summary>
    [Id(10)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last came on.</summary>
    [Id(11)]
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>
    /// Documents that the re-index must see to itself, whenever that was found out, and how often it was.
    /// </summary>
    [Id(12)]
    public SortedDictionary<string, int> Behind { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Goes on to another step.</summary>
    public void Enter(string status, long documents) =>
        (Status, Cursor, Done, Total, Chunks) = (status, null, 0, documents, 0);

    /// <summary>As the contract shows it.</summary>
    public ReindexInfo Describe() => new()
    {
        Status = Status,
        Generation = Generation,
        Embedding = Settings.Embedding,
        Store = Settings.Store,
        Metric = Settings.Metric,
        Chunking = Settings.Chunking,
        Done = Done,
        Total = Total,
        Error = Error,
        StartedAt = StartedAt,
        UpdatedAt = UpdatedAt,
    };
}
