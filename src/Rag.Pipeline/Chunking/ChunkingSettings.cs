using System.Globalization;

namespace Rag.Pipeline.Chunking;

/// <summary>How text is cut. Invariant: <c>0 &lt;= Overlap &lt; Size</c>.</summary>
/// <param name="Strategy">Where cuts may fall.</param>
/// <param name="Size">Longest chunk in UTF-16 units, 50..100,000.</param>
/// <param name="Overlap">
/// How much of a chunk's end the next one repeats at most, in UTF-16 units, less than <paramref name="Size"/>.
/// </param>
/// <param name="Separators">
/// Tried in order, coarsest first; <see langword="null"/> for the strategy's own. Text without any of them is cut
/// between characters. Only for <see cref="ChunkingStrategy.Recursive"/>.
/// </param>
public sealed record ChunkingSettings(
    ChunkingStrategy Strategy, int Size, int Overlap, IReadOnlyList<string>? Separators = null)
{
    /// <summary>Smallest <see cref="Size"/>: below it a chunk holds less than a sentence.</summary>
    public const int MinSize = 50;

    /// <summary>Largest <see cref="Size"/>.</summary>
    public const int MaxSize = 100_000;

    /// <summary>Most separators; each is one more pass over text that the ones before it did not cut.</summary>
    public const int MaxSeparators = 32;

    /// <summary>Longest separator in UTF-16 units.</summary>
    public const int MaxSeparatorLength = 100;

    /// <summary>What is wrong with the settings, in words for the user; <see langword="null"/> if nothing is.</summary>
    public string? FindProblem()
    {
        if (!Enum.IsDefined(Strategy))
            return string.Create(CultureInfo.InvariantCulture, $"chunking.strategy {(int)Strategy} is unknown.");
        if (Size is < MinSize or > MaxSize)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"chunking.size is {Size}; it must be {MinSize} to {MaxSize} characters.");
        if (Overlap < 0 || Overlap >= Size)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"chunking.overlap is {Overlap}; it must be 0 to {Size - 1}, less than the size of {Size} characters.");
        return FindSeparatorProblem();
    }

    private string? FindSeparatorProblem()
    {
        if (Separators is null)
            return null;
        if (Strategy != ChunkingStrategy.Recursive)
            return "chunking.separators are for the strategy 'recursive' only; leave them out.";
        if (Separators.Count is 0 or > MaxSeparators)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"chunking.separators has {Separators.Count} entries; it must have 1 to {MaxSeparators}.");
        return Separators.Any(separator => separator is null or { Length: > MaxSeparatorLength })
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"chunking.separators has an entry that is missing or longer than {MaxSeparatorLength} characters.")
            : null;
    }
}
