using System.Runtime.InteropServices;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// What a text is made of, for comparing texts with each other: the distinct runs of some number of terms, as hashes.
/// </summary>
internal sealed class TermSet
{
    private readonly ulong[] _hashes;

    private TermSet(ulong[] hashes) => _hashes = hashes;

    /// <summary>The set of a text; a text of fewer terms than one run is one run.</summary>
    /// <param name="text">The text.</param>
    /// <param name="runLength">Terms in a run, 1 or more.</param>
    public static TermSet Of(string text, int runLength)
    {
        var sink = new Sink([]);
        TextAnalyzer.Analyze(text, ref sink);
        ReadOnlySpan<ulong> terms = CollectionsMarshal.AsSpan(sink.Terms);
        var runs = new HashSet<ulong>();
        int length = Math.Min(runLength, terms.Length);
        for (int i = 0; length > 0 && i + length <= terms.Length; i++)
            runs.Add(length == 1 ? terms[i] : HashOf(terms.Slice(i, length)));
        ulong[] hashes = [.. runs];
        Array.Sort(hashes);
        return new TermSet(hashes);
    }

    /// <summary>Shared runs over all runs of both, 0..1 (Jaccard); two empty texts are equal.</summary>
    public double Resemblance(TermSet other)
    {
        int shared = Shared(other);
        int all = _hashes.Length + other._hashes.Length - shared;
        return all == 0 ? 1 : (double)shared / all;
    }

    /// <summary>Cosine of the two sets, 0..1.</summary>
    public double Cosine(TermSet other)
    {
        double norm = Math.Sqrt((double)_hashes.Length * other._hashes.Length);
        return norm == 0 ? 0 : Shared(other) / norm;
    }

    private static ulong HashOf(ReadOnlySpan<ulong> run) => TermHash.Of(MemoryMarshal.Cast<ulong, char>(run));

    private int Shared(TermSet other)
    {
        (int i, int j, int shared) = (0, 0, 0);
        while (i < _hashes.Length && j < other._hashes.Length)
        {
            int order = _hashes[i].CompareTo(other._hashes[j]);
            if (order == 0) shared++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return shared;
    }

    private readonly struct Sink(List<ulong> terms) : ITermSink
    {
        public List<ulong> Terms => terms;

        public void Add(scoped ReadOnlySpan<char> term, int start, int end) =>
            terms.Add(TermHash.Of(term));
    }
}
