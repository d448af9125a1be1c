
namespace Rag.Grains.Collections;

/// <summary>What is stored of a collection. Usage is not: it is counted from the catalog.</summary>
[GenerateSerializer, Alias("rag.collection-state")]
public sealed class CollectionState
{
    /// <summary><c>creating</c>, <c>ready</c>, <c>deleting</c>; <see langword="null"/> if it does not exist.</summary>
    [Id(0)]
    public string? Status { get; set; }

    /// <summary>The resolved settings; <see langword="null"/> if it does not exist.</summary>
    [Id(1)]
    public CollectionSettings? Settings { get; set; }

    /// <summary>
    /// The generation in use. It outlives deletion, so that a collection of the same name starts with a new one.
    /// </summary>
    [Id(2)]
    public int ActiveGeneration { get; set; }

    /// <summary>The metadata keys that its documents use or have used.</summary>
    [Id(3)]
    public SortedSet<string> MetadataKeys { get; set; } = new(StringComparer.Ordinal);

    /// <summary>When it was made.</summary>
    [Id(4)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a setting last changed.</summary>
    [Id(5)]
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The latest re-index; <see langword="null"/> if there was none.</summary>
    [Id(6)]
    public ReindexState? Reindex { get; set; }
}
