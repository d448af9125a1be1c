namespace Rag.Pipeline.Retrieval;

/// <summary>Searches the collections by words.</summary>
internal sealed class KeywordLeg(IChunkStore chunks)
{
    /// <summary>
    /// The best passages of all collections together for one text, best first in each collection.
    /// </summary>
    public async Task<List<LegHit>> SearchAsync(
        RetrievalRequest request, string text, int depth, CancellationToken cancellationToken)
    {
        var query = new KeywordQuery(text, depth, request.Filter);
        var hits = new List<LegHit>(depth);
        for (int i = 0; i < request.Targets.Count; i++)
        {
            foreach (ScoredChunk hit in await chunks.SearchAsync(request.Targets[i].Index, query, cancellationToken))
            {
                hits.Add(new LegHit(i, 0, hit.Id, hit.Score));
            }
        }

        return Deepest(hits, depth);
    }

    /// <summary>Several collections together still give one list of fixed depth.</summary>
    private static List<LegHit> Deepest(List<LegHit> hits, int depth)
    {
        if (hits.Count <= depth) return hits;
        hits.Sort(static (left, right) => right.Score != left.Score
            ? right.Score.CompareTo(left.Score)
            : left.Id.CompareTo(right.Id));
        return hits[..depth];
    }
}
