using Rag.Pipeline.Lexical;

namespace Rag.ModelProviders.Extractive;

/// <summary>The terms of a question, numbered in order of first occurrence.</summary>
internal sealed class Question
{
    /// <summary>Terms beyond are left out: a set of terms is the bits of one word.</summary>
    public const int MaxTerms = 64;

    private const char FirstEastAsian = '\u2E80';

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<(string Term, int Number)> _withKin = [];

    public Question(string text)
    {
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var sink = new Sink(this, skipQuestionWords: true);
        TextAnalyzer.Analyze(text, ref sink);
        if (_numbers.Count == 0)
        {
            // "Who is who?" asks with nothing but question words: then they are what it asks for.
            sink = new Sink(this, skipQuestionWords: false);
            TextAnalyzer.Analyze(text, ref sink);
        }

        _withKin.AddRange(
            _numbers.Where(pair => Kinship.CanHave(pair.Key)).Select(pair => (pair.Key, pair.Value)));
    }

    /// <summary>Distinct terms.</summary>
    public int TermCount => _numbers.Count;

    /// <summary>Which terms are pairs of East Asian characters, a bit each.</summary>
    public ulong Pairs { get; private set; }

    /// <summary>Whether a number or a date is asked for.</summary>
    public bool AsksForNumber { get; private set; }

    /// <summary>The 0-based number of a term of the question; -1 for other terms.</summary>
    public int NumberOf(ReadOnlySpan<char> term) => _lookup.TryGetValue(term, out int number) ? number : -1;

    /// <summary>The 0-based number of the question's term that another is nearest kin of; -1 for none.</summary>
    public int NumberOfKin(ReadOnlySpan<char> term)
    {
        if (!Kinship.CanHave(term)) return -1;
        int nearest = -1;
        double most = 0;
        foreach ((string own, int number) in _withKin)
        {
            double kinship = Kinship.Of(own, term);
            if (kinship > most) (nearest, most) = (number, kinship);
        }

        return nearest;
    }

    private void Add(ReadOnlySpan<char> term, bool skipQuestionWords)
    {
        AsksForNumber |= QuestionWords.AsksForNumber(term);
        if (_numbers.Count == MaxTerms || (skipQuestionWords && QuestionWords.Contains(term)))
            return;
        int number = _numbers.Count;
        if (_lookup.TryAdd(term, number) && term.Length == 2 && term[0] >= FirstEastAsian)
            Pairs |= 1UL << number;
    }

    private readonly struct Sink(Question question, bool skipQuestionWords) : ITermSink
    {
        public void Add(scoped ReadOnlySpan<char> term, int start, int end) => question.Add(term, skipQuestionWords);
    }
}
