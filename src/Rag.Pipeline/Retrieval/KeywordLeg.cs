namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Searches the collections by words. A quoted phrase must stand in a passage; if none has it, the words alone count.
/// </summary>
internal sealed class KeywordLeg(IChunkStore chunks)
{
    /// <summary>How often the store is asked again, deeper, while too few passages hold a phrase.</summary>
    private const int MaxRefills = 4;

    private readonly Spelling _spelling = new(chunks);

    /// <summary>
    /// The best passages of all collections together for one text, best first in each collection.
    /// </summary>
    /// <param name="request">Where to search.</param>
    /// <param name="text">The text.</param>
    /// <param name="depth">At most so many.</param>
    /// <param name="warnings">Receives what was searched instead of what was written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<LegHit>> SearchAsync(
        RetrievalRequest request,
        string text,
        int depth,
        ICollection<string> warnings,
        CancellationToken cancellationToken)
    {
        var query = new KeywordQuery(text, depth, request.Filter);
        var phrases = new QuotedPhrases(text);
        if (!phrases.IsEmpty)
        {
            var hits = new List<LegHit>(depth);
            for (int i = 0; i < request.Targets.Count; i++)
                Add(hits, i, await SearchPhrasesAsync(request.Targets[i].Index, query, phrases, cancellationToken));
            if (hits.Count > 0) return Deepest(hits, depth);
        }

        return await SearchWordsAsync(request.Targets, query, warnings, cancellationToken);
    }

    private async Task<List<LegHit>> SearchWordsAsync(
        IReadOnlyList<RetrievalTarget> targets,
        KeywordQuery query,
        ICollection<string> warnings,
        CancellationToken cancellationToken)
    {
        KeywordQuery[] queries = await _spelling.CorrectAsync(targets, query, warnings, cancellationToken);
        var hits = new List<LegHit>(query.TopK);
        for (int i = 0; i < queries.Length; i++)
            Add(hits, i, await chunks.SearchAsync(targets[i].Index, queries[i], cancellationToken));
        return Deepest(hits, query.TopK);
    }

    private static void Add(List<LegHit> hits, int target, IReadOnlyList<ScoredChunk> found)
    {
        foreach (ScoredChunk hit in found) hits.Add(new LegHit(target, 0, hit.Id, hit.Score));
    }

    /// <summary>
    /// Passages with all the words of a phrase rank high, so most of those that hold it are among the first: they are
    /// looked through from the best on, deeper while too few are left. The first look is as deep whatever is asked for:
    /// whether a phrase is found at all must not depend on <c>top_k</c>.
    /// </summary>
    private async Task<IReadOnlyList<ScoredChunk>> SearchPhrasesAsync(
        IndexId index, KeywordQuery query, QuotedPhrases phrases, CancellationToken cancellationToken)
    {
        var holding = new List<ScoredChunk>(query.TopK);
        int depth = Math.Max(query.TopK, Retriever.CandidatesPerLeg);
        int seen = 0;
        for (int refill = 0; ; refill++)
        {
            IReadOnlyList<ScoredChunk> found = await chunks.SearchAsync(
                index, query with { TopK = depth }, cancellationToken);
            ScoredChunk[] unseen = [.. found.Skip(seen)];
            IReadOnlyList<StoredChunk> texts = await chunks.ReadAsync(
                index, [.. unseen.Select(hit => hit.Id)], cancellationToken);
            var ids = texts.Where(chunk => phrases.AreIn(chunk.Text)).Select(chunk => chunk.Id).ToHashSet();
            holding.AddRange(unseen.Where(hit => ids.Contains(hit.Id)));
            if (holding.Count >= query.TopK || found.Count < depth || refill == MaxRefills)
                return [.. holding.Take(query.TopK)];
            seen = found.Count;
            depth *= 4;
        }
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
