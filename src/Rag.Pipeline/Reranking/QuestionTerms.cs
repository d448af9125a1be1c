using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Reranking;

/// <summary>The distinct terms of a question, numbered in order of their first place.</summary>
internal sealed class QuestionTerms
{
    /// <summary>Questions are short; of a pasted page only the first terms are weighed.</summary>
    public const int MaxTerms = 64;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public QuestionTerms(string question)
    {
        (int Number, int End)? before = null;
        foreach (Term term in TextAnalyzer.Analyze(question))
        {
            if (!_numbers.TryGetValue(term.Text, out int number))
            {
                if (_numbers.Count == MaxTerms) break;
                _numbers[term.Text] = number = _numbers.Count;
            }

            // Terms of scripts without spaces overlap: nearness is in the terms already.
            if (before is { } left && left.Number != number && left.End <= term.Start)
                Pairs.Add((left.Number, number));
            before = (number, term.End);
        }
    }

    /// <summary>Neighbours in the question, left and right.</summary>
    public List<(int Left, int Right)> Pairs { get; } = [];

    /// <summary>Where the question's terms stand in a text.</summary>
    public TermPlaces Find(string text)
    {
        var sink = new Sink(_numbers.GetAlternateLookup<ReadOnlySpan<char>>(), []);
        TextAnalyzer.Analyze(text, ref sink);
        return new TermPlaces(sink.Places, sink.Length);
    }

    private struct Sink(
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numbers, List<TermPlace> places) : ITermSink
    {
        public readonly List<TermPlace> Places => places;

        public int Length { get; private set; }

        public void Add(scoped ReadOnlySpan<char> term, int start, int end)
        {
            if (numbers.TryGetValue(term, out int number)) places.Add(new TermPlace(number, Length));
            Length++;
        }
    }
}
