namespace Rag.Pipeline.Chunking;

/// <summary>How text is cut. Invariant: <c>0 &lt;= Overlap &lt; Size</c>.</summary>
/// <param name="Strategy">Where cuts may fall.</param>
/// <param name="Size">Longest chunk in UTF-16 units, 50..100,000.</param>
/// <param name="Overlap">How much of a chunk's end the next one repeats, in UTF-16 units, less than <paramref name="Size"/>.</param>
/// <param name="Separators">
/// Tried in order, coarsest first; <see langword="null"/> for the strategy's own. Only for
/// <see cref="ChunkingStrategy.Recursive"/>.
/// </param>
public sealed record ChunkingSettings(
    ChunkingStrategy Strategy, int Size, int Overlap, IReadOnlyList<string>? Separators = null);
