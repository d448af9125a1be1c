using System.Numerics;
using System.Runtime.InteropServices;
using Rag.Pipeline.Lexical;
using Rag.Pipeline.Prompting;

namespace Rag.ModelProviders.Extractive;

/// <summary>
/// Finds the sentences of the sources that answer a question best, and how strong that evidence is. A term of the
/// question weighs by its rarity among the sources' own sentences; a term that none of them holds weighs most, which is
/// what makes evidence weak. Time is linear in the sources' text.
/// </summary>
/// <remarks>
/// Measured on XQuAD (1,190 questions a language, the five best passages by BM25; before kin was counted): the best
/// sentence alone holds the gold answer for 77 % of the English questions, 69 % of the German, 72 % of the Hindi and
/// 76 % of the Chinese. The chance that a question that is answered has stronger evidence than one whose article is
/// left out rose by kin from .959 to .961 (English), .918 to .936 (German) and .924 to .934 (Hindi), and nearly as much
/// with whatever settings fitted the other languages best; in Chinese it changes nothing.
/// </remarks>
internal sealed class Evidence
{
    /// <summary>What a term counts that stands beside the sentence or in the title: pronouns point there.</summary>
    private const double ContextWeight = 0.4;

    /// <summary>
    /// What a term counts of which only kin is in the sentence: inflections, parts of compounds. Of a whole passage it
    /// counts nothing: there, chance finds kin of too much.
    /// </summary>
    private const double KinWeight = 0.7;

    /// <summary>What it adds if all terms stand in the question's order.</summary>
    private const double NeighbourBonus = 0.15;

    /// <summary>"How many" and "when" want a number that the question has not named.</summary>
    private const double NumberFactor = 1.4;

    /// <summary>How the retriever's order counts.</summary>
    private const double RankDecay = 0.1;

    /// <summary>Of two words that touch in Chinese, the pair across them is chance: its absence tells little.</summary>
    private const double AbsentPairWeight = 0.25;

    /// <summary>Share of the best score that a further sentence needs.</summary>
    private const double FurtherSentenceShare = 0.7;

    private readonly IReadOnlyList<GroundingSource> _sources;
    private readonly Question _question;
    private readonly List<Sentence> _sentences = [];
    private readonly ulong[] _titles;
    private readonly double[] _weights;
    private readonly double _totalWeight;

    /// <summary>Reads the sources.</summary>
    public Evidence(Grounding grounding)
    {
        _sources = grounding.Sources;
        _question = new Question(grounding.Question);
        _titles = new ulong[_sources.Count];
        for (int index = 0; index < _sources.Count; index++)
        {
            SentenceReader.Read(_question, _sources[index], index, _sentences);
            _titles[index] = SentenceReader.TermsOf(_question, _sources[index].Title);
        }
        _weights = Weigh();
        _totalWeight = _weights.Sum();
        Strength = _totalWeight > 0 ? MeasureStrength() : 0;
    }

    /// <summary>
    /// 0 (no term of the question is there) to 1: two fifths each for the question's weight in the best sentence and in
    /// the best passage, one fifth for terms that stand together as in the question.
    /// </summary>
    public double Strength { get; }

    /// <summary>The sentences worth quoting, best first; none if no sentence holds a term of the question.</summary>
    public IReadOnlyList<Sentence> Best(int limit)
    {
        var ranked = new List<(Sentence Sentence, double Score)>();
        for (int index = 0; index < _sentences.Count; index++)
        {
            if ((_sentences[index].Terms | _sentences[index].Kin) != 0)
                ranked.Add((_sentences[index], Score(index)));
        }
        // Equal scores keep the order of the sources: the sort is stable.
        (Sentence Sentence, double Score)[] best = [.. ranked.OrderByDescending(item => item.Score).Take(limit)];
        return
        [
            .. best.Where(item => item.Score >= best[0].Score * FurtherSentenceShare).Select(item => item.Sentence),
        ];
    }

    private double[] Weigh()
    {
        Span<int> matching = stackalloc int[Question.MaxTerms];
        matching.Clear();
        foreach (Sentence sentence in _sentences)
        {
            for (ulong terms = sentence.Terms; terms != 0; terms &= terms - 1)
                matching[BitOperations.TrailingZeroCount(terms)]++;
        }
        double[] weights = new double[_question.TermCount];
        for (int number = 0; number < weights.Length; number++)
        {
            bool isAbsentPair = matching[number] == 0 && (_question.Pairs >> number & 1) != 0;
            weights[number] = Bm25.Idf(_sentences.Count, matching[number]) * (isAbsentPair ? AbsentPairWeight : 1);
        }
        return weights;
    }

    private double MeasureStrength()
    {
        ulong[] passages = [.. _titles];
        double bestSentence = 0;
        int neighbours = 0;
        foreach (Sentence sentence in _sentences)
        {
            passages[sentence.Source] |= sentence.Terms;
            bestSentence = Math.Max(bestSentence, ShareOf(sentence.Terms, sentence.Kin));
            neighbours = Math.Max(neighbours, sentence.Neighbours);
        }
        double bestPassage = passages.Length == 0 ? 0 : passages.Max(ShareOf);
        double together = Math.Min(1, neighbours / (double)Math.Max(1, _question.TermCount - 1));
        return (0.4 * bestSentence) + (0.4 * bestPassage) + (0.2 * together);
    }

    private double Score(int index)
    {
        ReadOnlySpan<Sentence> sentences = CollectionsMarshal.AsSpan(_sentences);
        Sentence sentence = sentences[index];
        ulong context = _titles[sentence.Source];
        if (index > 0 && sentences[index - 1].Source == sentence.Source)
            context |= sentences[index - 1].Terms;
        if (index + 1 < sentences.Length && sentences[index + 1].Source == sentence.Source)
            context |= sentences[index + 1].Terms;

        double score = ShareOf(sentence.Terms, sentence.Kin) +
            (ContextWeight * ShareOf(context & ~(sentence.Terms | sentence.Kin))) +
            (NeighbourBonus * sentence.Neighbours / _question.TermCount);
        if (_question.AsksForNumber && sentence.HasNumber)
            score *= NumberFactor;
        return score / (1 + (RankDecay * sentence.Source));
    }

    /// <summary>The same where kin stands for what is not there itself.</summary>
    private double ShareOf(ulong terms, ulong kin) => ShareOf(terms) + (KinWeight * ShareOf(kin & ~terms));

    /// <summary>The share of the question's weight that some of its terms carry, 0..1.</summary>
    private double ShareOf(ulong terms)
    {
        double weight = 0;
        for (; terms != 0; terms &= terms - 1)
            weight += _weights[BitOperations.TrailingZeroCount(terms)];
        return weight / _totalWeight;
    }
}
