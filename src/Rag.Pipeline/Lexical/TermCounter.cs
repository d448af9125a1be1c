using System.Runtime.InteropServices;

namespace Rag.Pipeline.Lexical;

/// <summary>
/// Counts the terms of one text after the other. Keeps the strings of the terms it has seen, so counting many texts
/// allocates a string per distinct term. Not thread-safe.
/// </summary>
public sealed class TermCounter
{
    /// <summary>Distinct terms after which the strings are let go: about 30 MB.</summary>
    private const int MaxKnownTerms = 400_000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Replaces what <paramref name="frequencies"/> holds by the text's terms and their counts.</summary>
    /// <returns>The length of the text in terms, each occurrence counted.</returns>
    public int Count(ReadOnlySpan<char> text, Dictionary<string, int> frequencies)
    {
        frequencies.Clear();
        if (_known.Count > MaxKnownTerms)
            _known.Clear();
        var sink = new Sink(_known.GetAlternateLookup<ReadOnlySpan<char>>(), frequencies);
        TextAnalyzer.Analyze(text, ref sink);
        return sink.Length;
    }

    private struct Sink(
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known, Dictionary<string, int> frequencies) : ITermSink
    {
        public int Length { get; private set; }

        public void Add(scoped ReadOnlySpan<char> term, int start, int end)
        {
            if (!known.TryGetValue(term, out string? text))
            {
                text = new string(term);
                known.Add(text);
            }
            CollectionsMarshal.GetValueRefOrAddDefault(frequencies, text, out _)++;
            Length++;
        }
    }
}
