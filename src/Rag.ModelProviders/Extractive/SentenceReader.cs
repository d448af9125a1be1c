using System.Runtime.InteropServices;
using Rag.Pipeline.Lexical;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Extractive;

/// <summary>Cuts sources into sentences and notes what each shares with the question.</summary>
internal static class SentenceReader
{
    /// <summary>How many terms apart two terms still are neighbours.</summary>
    private const int MaxDistance = 3;

    /// <summary>Adds the sentences of a source to a list.</summary>
    public static void Read(Question question, GroundingSource source, int sourceIndex, List<Sentence> sentences)
    {
        int first = sentences.Count;
        for (int start = 0; start < source.Text.Length;)
        {
            int end = Sentences.EndOf(source.Text, start);
            while (start < end && char.IsWhiteSpace(source.Text[start]))
                start++;
            if (end > start)
                sentences.Add(new Sentence { Source = sourceIndex, Start = start, End = end });
            start = Math.Max(end, start);
        }
        if (sentences.Count == first)
            return;
        var sink = new Sink(question, CollectionsMarshal.AsSpan(sentences)[first..]);
        TextAnalyzer.Analyze(source.Text, ref sink);
    }

    /// <summary>The question's terms in a text, a bit each.</summary>
    public static ulong TermsOf(Question question, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        Span<Sentence> whole = [new Sentence { End = text.Length }];
        var sink = new Sink(question, whole);
        TextAnalyzer.Analyze(text, ref sink);
        return whole[0].Terms;
    }

    private ref struct Sink(Question question, Span<Sentence> sentences) : ITermSink
    {
        private readonly Span<Sentence> _sentences = sentences;
        private int _current;
        private int _position;
        private int _lastTerm = -1;
        private int _lastPosition;

        public void Add(scoped ReadOnlySpan<char> term, int start, int end)
        {
            while (start >= _sentences[_current].End && _current < _sentences.Length - 1)
            {
                _current++;
                _lastTerm = -1;
            }
            ref Sentence sentence = ref _sentences[_current];
            _position++;
            int number = question.NumberOf(term);
            if (number < 0)
            {
                sentence.HasNumber |= char.IsDigit(term[0]);
                int kin = question.NumberOfKin(term);
                if (kin >= 0) sentence.Kin |= 1UL << kin;
                return;
            }
            sentence.Terms |= 1UL << number;
            if (_lastTerm >= 0 && number == _lastTerm + 1 && _position - _lastPosition <= MaxDistance)
                sentence.Neighbours++;
            (_lastTerm, _lastPosition) = (number, _position);
        }
    }
}
