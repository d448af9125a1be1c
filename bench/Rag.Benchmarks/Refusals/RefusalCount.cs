namespace Rag.Benchmarks.Refusals;

/// <summary>What became of questions.</summary>
/// <param name="Asked">How many there were.</param>
/// <param name="Refused">How many were not answered.</param>
/// <param name="Right">How many answers hold the gold answer.</param>
internal sealed record RefusalCount(int Asked, int Refused, int Right)
{
    /// <summary>Share of the questions that were refused, 0..1.</summary>
    public double RefusedShare => Asked == 0 ? 0 : (double)Refused / Asked;

    /// <summary>
    /// Of what is refused, the share that was to be refused, if as many questions can be answered as cannot: 0..1.
    /// </summary>
    /// <param name="answerable">Refusals of questions that can be answered.</param>
    /// <param name="unanswerable">Refusals of questions that cannot.</param>
    public static double Precision(RefusalCount answerable, RefusalCount unanswerable)
    {
        double all = answerable.RefusedShare + unanswerable.RefusedShare;
        return all == 0 ? 1 : unanswerable.RefusedShare / all;
    }
}
