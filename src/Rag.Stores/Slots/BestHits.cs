using Rag.Pipeline;

namespace Rag.Stores.Slots;

/// <summary>Puts hits in their final order.</summary>
internal static class BestHits
{
    /// <summary>The best of hits, best first, ties by id. Many may be in question for a few places, so only those that
    /// can get one are sorted.</summary>
    /// <param name="hits">The hits; their order may be changed.</param>
    /// <param name="topK">At most so many, 1 or more.</param>
    public static ScoredChunk[] Take(ScoredChunk[] hits, int topK)
    {
        if (hits.Length > 2 * topK)
        {
            float[] scores = [.. hits.Select(hit => hit.Score)];
            float least = NthLargest.Of(scores, topK);
            hits = Array.FindAll(hits, hit => hit.Score >= least);
        }

        Array.Sort(hits, static (left, right) =>
            left.Score != right.Score ? right.Score.CompareTo(left.Score) : left.Id.CompareTo(right.Id));
        return hits.Length <= topK ? hits : hits[..topK];
    }
}
