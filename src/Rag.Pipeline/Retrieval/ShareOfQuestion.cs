namespace Rag.Pipeline.Retrieval;

/// <summary>
/// The vector share of one question. A list with one clear winner knows the answer; a list that goes down evenly does
/// not. How decided a list is, is told by the standard deviation σ of its normalised scores over
/// <see cref="Retriever.CandidatesPerLeg"/> places, those that are missing being 0: the share is moved by
/// <c>2 · (σ keyword − σ vector)</c>.
/// <para>
/// Fitted with leave-one-family-out on nine sets with real embeddings the factor is 2 each time, and the gain over the
/// fixed share is 0 to .009 nDCG@10 (docs/BENCHMARKS.md); the gap between the first two scores, the mean of the first
/// ten, the median and the entropy gain less or lose somewhere.
/// </para>
/// </summary>
internal static class ShareOfQuestion
{
    private const double Factor = 2;

    /// <summary>No question silences a leg that the model's own share does not.</summary>
    private const double Least = 0.1;

    /// <summary>The share of each target, moved for this question; 0..1.</summary>
    /// <param name="shares">The share of each target's model.</param>
    /// <param name="vector">The vector leg.</param>
    /// <param name="keyword">The keyword leg.</param>
    public static IReadOnlyList<double> Adjust(
        IReadOnlyList<double> shares, List<LegHit> vector, List<LegHit> keyword)
    {
        if (vector.Count == 0 || keyword.Count == 0) return shares;
        double[] moved = [.. shares];
        double byKeyword = Deviation(keyword);
        foreach (IGrouping<int, LegHit> scale in vector.GroupBy(hit => hit.Scale))
        {
            List<LegHit> hits = [.. scale];
            double move = Factor * (byKeyword - Deviation(hits));
            foreach (int target in hits.Select(hit => hit.Target).Distinct())
            {
                double share = shares[target];
                moved[target] = Math.Clamp(share + move, Math.Min(share, Least), Math.Max(share, 1 - Least));
            }
        }

        return moved;
    }

    private static double Deviation(List<LegHit> hits)
    {
        var scale = ScoreScale.Of(hits);
        double sum = 0;
        double squares = 0;
        foreach (LegHit hit in hits)
        {
            double score = scale.Normalise(hit.Score);
            sum += score;
            squares += score * score;
        }

        int places = Math.Max(hits.Count, Retriever.CandidatesPerLeg);
        double mean = sum / places;
        return Math.Sqrt(Math.Max(0, (squares / places) - (mean * mean)));
    }
}
