namespace Rag.Grains.Interfaces;

/// <summary>How documents are cut; missing parts have the configured default.</summary>
[GenerateSerializer, Immutable, Alias("rag.chunking-choice")]
public sealed record ChunkingChoice
{
    /// <summary><c>recursive</c> or <c>markdown</c>.</summary>
    [Id(0)]
    public string? Strategy { get; init; }

    /// <summary>Longest chunk in UTF-16 units, 50..100,000.</summary>
    [Id(1)]
    public int? Size { get; init; }

    /// <summary>Repeated between neighbours in UTF-16 units; less than the size.</summary>
    [Id(2)]
    public int? Overlap { get; init; }

    /// <summary>Where cuts may fall, coarsest first; only with <c>recursive</c>.</summary>
    [Id(3)]
    public IReadOnlyList<string>? Separators { get; init; }
}
