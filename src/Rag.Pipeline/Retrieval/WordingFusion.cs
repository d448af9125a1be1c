using System.Runtime.InteropServices;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Joins the lists of several wordings of one question. In hybrid mode their scores, each 0..1, are averaged (a passage
/// that a wording did not find has 0 there), so what several wordings find comes first; in a single-leg mode the
/// greatest counts, so <c>score</c> stays that leg's.
/// </summary>
internal static class WordingFusion
{
    /// <summary>Joins; best first, ties by chunk id.</summary>
    public static List<Candidate> Join(IReadOnlyList<List<Candidate>> lists, bool isHybrid)
    {
        if (lists.Count == 1) return lists[0];
        var joined = new Dictionary<(int, ChunkId), Candidate>();
        foreach (List<Candidate> list in lists)
        {
            foreach (Candidate candidate in list)
            {
                ref Candidate known = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    joined, (candidate.Target, candidate.Id), out bool exists);
                Candidate share = isHybrid ? candidate with { Score = candidate.Score / lists.Count } : candidate;
                known = exists ? Join(known, share, isHybrid) : share;
            }
        }

        List<Candidate> ranked = [.. joined.Values];
        ranked.Sort(Candidate.CompareBestFirst);
        return ranked;
    }

    private static Candidate Join(Candidate left, Candidate right, bool isHybrid) => left with
    {
        Score = isHybrid ? left.Score + right.Score : Math.Max(left.Score, right.Score),
        VectorScore = Greatest(left.VectorScore, right.VectorScore),
        KeywordScore = Greatest(left.KeywordScore, right.KeywordScore),
    };

    private static float? Greatest(float? left, float? right) =>
        left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);
}
