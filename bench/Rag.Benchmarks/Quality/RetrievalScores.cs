namespace Rag.Benchmarks.Quality;

/// <summary>How good a ranking is; each 0..1, higher is better.</summary>
/// <param name="Ndcg10">Normalised discounted gain of the first ten, linear gain.</param>
/// <param name="Recall1">Share of the relevant documents at rank 1.</param>
/// <param name="Recall5">Share of the relevant documents among the first five.</param>
/// <param name="Recall10">Share of the relevant documents among the first ten.</param>
/// <param name="ReciprocalRank10">One over the rank of the first relevant document, 0 beyond ten.</param>
internal sealed record RetrievalScores(
    double Ndcg10, double Recall1, double Recall5, double Recall10, double ReciprocalRank10)
{
    /// <summary>The mean over all questions with a relevant document; one without a ranking counts 0.</summary>
    public static RetrievalScores Mean(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> judgements,
        IReadOnlyDictionary<string, IReadOnlyList<string>> rankings)
    {
        RetrievalScores[] each =
        [
            .. judgements
                .Where(question => question.Value.Values.Any(gain => gain > 0))
                .Select(question => Of(question.Value, rankings.GetValueOrDefault(question.Key, []))),
        ];
        if (each.Length == 0) throw new BenchmarkException("No question has a relevant document.");
        return new RetrievalScores(
            each.Average(one => one.Ndcg10),
            each.Average(one => one.Recall1),
            each.Average(one => one.Recall5),
            each.Average(one => one.Recall10),
            each.Average(one => one.ReciprocalRank10));
    }

    /// <summary>The scores of one ranking.</summary>
    /// <param name="gains">Document id -> gain; at least one is positive.</param>
    /// <param name="ranking">Document ids, best first, each once.</param>
    public static RetrievalScores Of(IReadOnlyDictionary<string, int> gains, IReadOnlyList<string> ranking)
    {
        int[] found = [.. ranking.Take(10).Select(document => Math.Max(0, gains.GetValueOrDefault(document)))];
        int[] ideal = [.. gains.Values.Where(gain => gain > 0).OrderDescending()];
        int first = Array.FindIndex(found, gain => gain > 0);
        return new RetrievalScores(
            Discounted(found) / Discounted(ideal.Take(10)),
            RecallAt(1),
            RecallAt(5),
            RecallAt(10),
            first < 0 ? 0 : 1.0 / (first + 1));

        double RecallAt(int depth) => (double)found.Take(depth).Count(gain => gain > 0) / ideal.Length;
    }

    private static double Discounted(IEnumerable<int> gains) =>
        gains.Index().Sum(gain => gain.Item / Math.Log2(gain.Index + 2));
}
