namespace Rag.Stores.Keywords;

/// <summary>A published version in the keyword index. Its passages lie in consecutive slots, in order.</summary>
/// <param name="documentId">The document.</param>
/// <param name="version">The version.</param>
/// <param name="firstSlot">Slot of the passage with ordinal 0.</param>
/// <param name="count">How many passages.</param>
internal sealed class IndexedDocument(string documentId, long version, int firstSlot, int count)
{
    /// <summary>The document and version.</summary>
    public Pipeline.DocumentVersion Version { get; } = new(documentId, version);

    /// <summary>Slot of the passage with ordinal 0.</summary>
    public int FirstSlot => firstSlot;

    /// <summary>The passages' slots.</summary>
    public IEnumerable<int> Slots => Enumerable.Range(firstSlot, count);

    /// <summary>Number of passages.</summary>
    public int Count => count;

    /// <summary>In how many of its passages each term stands; <see langword="null"/> in an index that does not remember
    /// it.</summary>
    public TermCounts? Terms { get; set; }

    /// <summary>Title and author of the hits; publishing the same version again may change it.</summary>
    public required PublishedBy PublishedBy { get; set; }
}
