namespace Rag.Pipeline.Retrieval;

/// <summary>Searches the collections by vectors, and drops what is not in its document's visible version.</summary>
internal sealed class VectorLeg(IChunkStore chunks, IVectorStores stores)
{
    /// <summary>How often the store is asked again, deeper, when invisible versions crowd its list.</summary>
    private const int MaxRefills = 6;

    /// <summary>The nearest passages of each collection for one text, best first in each.</summary>
    public async Task<List<LegHit>> SearchAsync(
        RetrievalRequest request, QueryVectors vectors, int text, int depth, CancellationToken cancellationToken)
    {
        var hits = new List<LegHit>(depth);
        for (int i = 0; i < request.Targets.Count; i++)
        {
            if (!vectors.Has(i)) continue;
            IReadOnlyList<ScoredChunk> found = await SearchVisibleAsync(
                request.Targets[i], new VectorQuery(vectors.Of(text, i), depth, request.Filter), cancellationToken);
            foreach (ScoredChunk hit in found) hits.Add(new LegHit(i, vectors.Groups[i], hit.Id, hit.Score));
        }

        return hits;
    }

    /// <summary>
    /// Asks the vector stores for the similarity of candidates that only the keyword leg has found; to several texts
    /// the greatest counts.
    /// </summary>
    public async Task ScoreMissingAsync(
        RetrievalRequest request, QueryVectors vectors, List<Candidate> candidates, CancellationToken cancellationToken)
    {
        for (int target = 0; target < request.Targets.Count; target++)
        {
            ChunkId[] missing =
            [
                .. candidates.Where(candidate => candidate.Target == target && candidate.VectorScore is null)
                    .Select(candidate => candidate.Id),
            ];
            if (missing.Length == 0 || !vectors.Has(target)) continue;
            var scores = new Dictionary<ChunkId, float>(missing.Length);
            IVectorStore store = stores.Get(request.Targets[target].Store);
            for (int text = 0; text < vectors.Vectors.Length; text++)
            {
                foreach (ScoredChunk hit in await store.ScoreAsync(
                    request.Targets[target].Index, vectors.Of(text, target), missing, cancellationToken))
                {
                    scores[hit.Id] = Math.Max(hit.Score, scores.GetValueOrDefault(hit.Id, float.NegativeInfinity));
                }
            }

            Fill(candidates, target, scores);
        }
    }

    private static void Fill(List<Candidate> candidates, int target, Dictionary<ChunkId, float> scores)
    {
        for (int i = 0; i < candidates.Count; i++)
        {
            Candidate candidate = candidates[i];
            if (candidate.Target == target && candidate.VectorScore is null
                && scores.TryGetValue(candidate.Id, out float score))
            {
                candidates[i] = candidate with { VectorScore = score };
            }
        }
    }

    /// <summary>
    /// The vector store may still hold vectors of replaced or deleted versions; they are dropped here, and if that
    /// leaves the list short although the store had more, it is asked again, deeper.
    /// </summary>
    private async Task<IReadOnlyList<ScoredChunk>> SearchVisibleAsync(
        RetrievalTarget target, VectorQuery query, CancellationToken cancellationToken)
    {
        IVectorStore store = stores.Get(target.Store);
        int depth = query.TopK;
        for (int refill = 0; ; refill++)
        {
            IReadOnlyList<ScoredChunk> found = await store.QueryAsync(
                target.Index, query with { TopK = depth }, cancellationToken);
            IReadOnlyList<ScoredChunk> visible = await chunks.SelectVisibleAsync(
                target.Index, found, cancellationToken);
            if (visible.Count >= query.TopK || found.Count < depth || refill == MaxRefills)
            {
                return visible.Count > query.TopK ? [.. visible.Take(query.TopK)] : visible;
            }

            depth *= 4;
        }
    }
}
