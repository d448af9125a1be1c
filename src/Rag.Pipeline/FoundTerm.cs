namespace Rag.Pipeline;

/// <summary>A term that was looked for.</summary>
/// <param name="Term">The term.</param>
/// <param name="Chunks">Visible chunks that hold it, 1 or more.</param>
/// <param name="Slips">By how many slips it differs from what was looked for, 0 or more.</param>
public sealed record FoundTerm(string Term, long Chunks, int Slips)
{
    /// <summary>Fewest slips first, then the most frequent; ties by the term itself.</summary>
    public static IReadOnlyList<FoundTerm> Best(IEnumerable<FoundTerm> terms, int limit) =>
    [
        .. terms.OrderBy(term => term.Slips).ThenByDescending(term => term.Chunks)
            .ThenBy(term => term.Term, StringComparer.Ordinal).Take(limit),
    ];
}
