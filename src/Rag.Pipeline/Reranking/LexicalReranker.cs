using Rag.Pipeline.Lexical;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Reranking;

/// <summary>
/// Judges by nearness: whether words that stand together in the question stand together in the passage, which neither
/// BM25 nor hashed n-grams see. The pairs are those of the sequential dependence model (Metzler and Croft, SIGIR 2005):
/// neighbours of the question next to each other in order, and within <see cref="NearWindow"/> terms in any order, two
/// to one, each weighed as BM25 weighs a term among the passages at hand. Their sum and retrieval's score are each
/// min-max normalised and added with <see cref="NearnessShare"/>. 0..1; no memory, no network.
/// <para>nDCG@10 of hybrid search without and with it: docs/BENCHMARKS.md.</para>
/// </summary>
internal sealed class LexicalReranker : IReranker
{
    /// <summary>Its name.</summary>
    public const string LexicalName = "lexical";

    /// <summary>
    /// Measured on six sets: .15 gains up to .002 nDCG@10 and costs at most .003; .3 costs more and gains no more.
    /// </summary>
    private const double NearnessShare = 0.15;

    private const double InOrderWeight = 2;
    private const double NearWeight = 1;
    private const int NearWindow = 8;

    public string Name => LexicalName;

    public ModelUsage? Estimate(long questionTokens, int passages, long passageTokens) => null;

    public Task<IReadOnlyList<double>> ScoreAsync(
        string question,
        IReadOnlyList<RerankCandidate> passages,
        UsageTally usage,
        CancellationToken cancellationToken)
    {
        var terms = new QuestionTerms(question);
        var places = new TermPlaces[passages.Count];
        for (int i = 0; i < places.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            places[i] = terms.Find(passages[i].Text);
        }

        var nearness = new double[places.Length];
        foreach ((int left, int right) in terms.Pairs)
        {
            Add(places, nearness, InOrderWeight, passage => CountInOrder(passage, left, right));
            Add(places, nearness, NearWeight, passage => CountNear(passage, left, right));
        }

        var scores = new double[places.Length];
        AddNormalised(scores, 1 - NearnessShare, [.. passages.Select(passage => passage.Score)]);
        AddNormalised(scores, NearnessShare, nearness);
        return Task.FromResult<IReadOnlyList<double>>(scores);
    }

    private static void Add(TermPlaces[] passages, double[] sums, double weight, Func<TermPlaces, int> count)
    {
        int[] counts = [.. passages.Select(count)];
        double averageLength = Math.Max(1, passages.Average(passage => passage.Length));
        double idf = Bm25.Idf(passages.Length, counts.Count(found => found > 0));
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
                sums[i] += weight * idf * Bm25.Saturation(counts[i], passages[i].Length, averageLength);
        }
    }

    /// <summary>Values that are all equal tell nothing and count in full, as in fusion.</summary>
    private static void AddNormalised(double[] scores, double share, double[] values)
    {
        (double least, double range) = (values.Min(), values.Max() - values.Min());
        for (int i = 0; i < scores.Length; i++)
            scores[i] += share * (range > 0 ? (values[i] - least) / range : 1);
    }

    private static int CountInOrder(TermPlaces passage, int left, int right)
    {
        int found = 0;
        for (int i = 0; i + 1 < passage.Places.Count; i++)
        {
            (TermPlace first, TermPlace second) = (passage.Places[i], passage.Places[i + 1]);
            if (first.Term == left && second.Term == right && second.Position == first.Position + 1) found++;
        }

        return found;
    }

    private static int CountNear(TermPlaces passage, int left, int right)
    {
        int found = 0;
        for (int i = 0; i < passage.Places.Count; i++)
        {
            TermPlace place = passage.Places[i];
            int wanted = place.Term == left ? right : place.Term == right ? left : -1;
            if (wanted < 0) continue;
            for (int j = i + 1; j < passage.Places.Count; j++)
            {
                if (passage.Places[j].Position - place.Position >= NearWindow) break;
                if (passage.Places[j].Term != wanted) continue;
                found++;
                break;
            }
        }

        return found;
    }
}
