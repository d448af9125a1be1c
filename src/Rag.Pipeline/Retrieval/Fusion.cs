using System.Runtime.InteropServices;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Convex fusion of two legs: each leg's scores are min-max normalised within its own list, then summed with the vector
/// share. Measured to stay within .01 nDCG@10 of the better leg or above it on six sets where reciprocal rank fusion
/// with k = 60 does not (docs/BENCHMARKS.md).
/// <para>
/// The share belongs to the model; each question moves it to the leg whose list is more decided
/// (<see cref="ShareOfQuestion"/>).
/// </para>
/// <para>
/// Several collections are one list for each scale: BM25 is one, similarities are one for each model and metric. With
/// four sets as four collections, each asked with its own questions, that has a mean nDCG@10 of .758; one set alone
/// has .768, and lists normalised for each collection have .575, as a collection that holds nothing to the point then
/// puts its best beside the right one's.
/// </para>
/// <para>
/// Invariant: the order depends on the two lists only, and the lists have a fixed depth
/// (<see cref="Retriever.CandidatesPerLeg"/>), so a larger <c>top_k</c> only appends.
/// </para>
/// </summary>
internal static class Fusion
{
    /// <summary>Fuses the lists of one or more targets.</summary>
    /// <param name="vector">Hits of the vector leg with their target, normalised for each scale.</param>
    /// <param name="keyword">Hits of the keyword leg with their target.</param>
    /// <param name="shares">The vector share of each target's embedding model, 0..1.</param>
    /// <returns>Best first; ties by chunk id.</returns>
    public static List<Candidate> Fuse(
        List<LegHit> vector, List<LegHit> keyword, IReadOnlyList<double> shares)
    {
        shares = ShareOfQuestion.Adjust(shares, vector, keyword);
        var byId = new Dictionary<(int, ChunkId), int>(vector.Count + keyword.Count);
        var fused = new List<Candidate>(vector.Count + keyword.Count);
        var scale = ScoreScale.Of(keyword);
        foreach (LegHit hit in keyword)
        {
            double score = (1 - shares[hit.Target]) * scale.Normalise(hit.Score);
            byId[(hit.Target, hit.Id)] = fused.Count;
            fused.Add(new Candidate(hit.Target, hit.Id, null, hit.Score, score));
        }

        AddVectorLeg(vector, shares, byId, fused);
        fused.Sort(Candidate.CompareBestFirst);
        return fused;
    }

    /// <summary>
    /// The hits of one leg as candidates, best first. The leg's score orders; scores of several scales cannot, and are
    /// normalised to 0..1 for each.
    /// </summary>
    public static List<Candidate> Single(List<LegHit> hits, bool isVector)
    {
        var candidates = new List<Candidate>(hits.Count);
        bool isOneScale = hits.TrueForAll(hit => hit.Scale == hits[0].Scale);
        foreach (IGrouping<int, LegHit> group in hits.GroupBy(hit => hit.Scale))
        {
            var scale = ScoreScale.Of([.. group]);
            foreach (LegHit hit in group)
            {
                double score = isOneScale ? hit.Score : scale.Normalise(hit.Score);
                candidates.Add(isVector
                    ? new Candidate(hit.Target, hit.Id, hit.Score, null, score)
                    : new Candidate(hit.Target, hit.Id, null, hit.Score, score));
            }
        }

        candidates.Sort(Candidate.CompareBestFirst);
        return candidates;
    }

    private static void AddVectorLeg(
        List<LegHit> vector, IReadOnlyList<double> shares, Dictionary<(int, ChunkId), int> byId, List<Candidate> fused)
    {
        foreach (IGrouping<int, LegHit> group in vector.GroupBy(hit => hit.Scale))
        {
            var hits = group.ToList();
            var scale = ScoreScale.Of(hits);
            foreach (LegHit hit in hits)
            {
                double score = shares[hit.Target] * scale.Normalise(hit.Score);
                if (byId.TryGetValue((hit.Target, hit.Id), out int position))
                {
                    ref Candidate known = ref CollectionsMarshal.AsSpan(fused)[position];
                    known = known with { VectorScore = hit.Score, Score = known.Score + score };
                }
                else
                {
                    fused.Add(new Candidate(hit.Target, hit.Id, hit.Score, null, score));
                }
            }
        }
    }
}
