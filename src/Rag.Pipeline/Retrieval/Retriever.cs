using Rag.Pipeline.Models;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Finds passages: embeds the question while the keyword leg runs, searches the vectors, fuses, applies the thresholds,
/// reads the passages, reranks, selects, and reads their neighbours.
/// </summary>
public sealed class Retriever(
    IChunkStore chunks, IVectorStores stores, IEmbeddingModels models, IRerankers rerankers, TimeProvider time)
{
    /// <summary>
    /// Depth of each leg's list in fusion, and of reranking, whatever <c>top_k</c> is; fusion was measured with it.
    /// </summary>
    public const int CandidatesPerLeg = 100;

    /// <summary>Candidates that are read to be reranked or chosen from.</summary>
    private const int RefinedDepth = 2 * CandidatesPerLeg;

    private readonly KeywordLeg _keywords = new(chunks);
    private readonly VectorLeg _vectors = new(chunks, stores);
    private readonly QuestionEmbedder _embedder = new(models, time);
    private readonly NeighbourReader _neighbours = new(chunks);
    private readonly PassageReranking _reranking = new(rerankers, time);

    /// <summary>Retrieves.</summary>
    /// <param name="request">What to find.</param>
    /// <param name="usage">Gets what the models use, also where the retrieval fails or is cancelled.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="StoreException">A store failed.</exception>
    /// <exception cref="ModelException">The embedding model failed.</exception>
    public async Task<RetrievalResult> RetrieveAsync(
        RetrievalRequest request, UsageTally usage, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        var replaced = new List<string>();
        Task<List<LegHit>[]> keywordLegs = SearchKeywordsAsync(request, replaced, cancellationToken);
        QueryVectors vectors = request.Mode == RetrievalMode.Keyword && request.MinSimilarity is null
            ? QueryVectors.None
            : await _embedder.EmbedAsync(request, usage, cancellationToken);
        List<LegHit>[] vectorLegs = await SearchVectorsAsync(request, vectors, cancellationToken);
        List<Candidate> ranked = Rank(request, vectors, await keywordLegs, vectorLegs);
        await ApplyThresholdsAsync(request, vectors, ranked, cancellationToken);

        RerankedPassages reranked = request.Reranker is null
            ? new RerankedPassages(await SelectAsync(request, ranked, cancellationToken), null, null)
            : await RerankAsync(request, ranked, usage, cancellationToken);
        IReadOnlyList<Passage> passages = reranked.Passages;
        if (request.Expand > 0)
            passages = await _neighbours.ExpandAsync(passages, request.Expand, cancellationToken);
        TimeSpan other = (vectors.EmbedTime ?? TimeSpan.Zero) + (reranked.Time ?? TimeSpan.Zero);
        return new RetrievalResult(passages, vectors.EmbedTime, time.GetElapsedTime(start) - other)
        {
            RerankTime = reranked.Time,
            QuestionVector = QuestionVectorOf(request, vectors),
            Warnings =
            [
                .. replaced.Distinct(), .. WarningsOf(request, vectors),
                .. reranked.Warning is { } warning ? [warning] : (string[])[],
            ],
        };
    }

    private ReadOnlyMemory<float>? QuestionVectorOf(RetrievalRequest request, QueryVectors vectors) =>
        vectors.EmbedTime is not null && request.ImaginedPassage is null
            && !models.Get(request.Targets[0].Model).IsBuiltIn
            ? vectors.Of(0, 0)
            : null;

    /// <summary>A leg alone is ranked exactly, so no more than what is asked for need be found.</summary>
    private static int DepthOf(RetrievalRequest request) =>
        request.Mode == RetrievalMode.Hybrid || request.Selection.IsAny || request.Reranker is not null
            || request.MinSimilarity is not null
            ? CandidatesPerLeg
            : request.TopK;

    private async Task<List<LegHit>[]> SearchKeywordsAsync(
        RetrievalRequest request, ICollection<string> replaced, CancellationToken cancellationToken)
    {
        var legs = new List<LegHit>[request.Texts.Count];
        for (int i = 0; i < legs.Length; i++)
        {
            legs[i] = request.Mode == RetrievalMode.Vector
                ? []
                : await _keywords.SearchAsync(
                    request, request.Texts[i], DepthOf(request), replaced, cancellationToken);
        }

        return legs;
    }

    private async Task<List<LegHit>[]> SearchVectorsAsync(
        RetrievalRequest request, QueryVectors vectors, CancellationToken cancellationToken)
    {
        var legs = new List<LegHit>[request.Texts.Count];
        for (int i = 0; i < legs.Length; i++)
        {
            legs[i] = request.Mode == RetrievalMode.Keyword
                ? []
                : await _vectors.SearchAsync(request, vectors, i, DepthOf(request), cancellationToken);
        }

        return legs;
    }

    private List<Candidate> Rank(
        RetrievalRequest request, QueryVectors vectors, List<LegHit>[] keyword, List<LegHit>[] vector)
    {
        var lists = new List<Candidate>[keyword.Length];
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = request.Mode switch
            {
                RetrievalMode.Vector => Fusion.Single(vector[i], isVector: true),
                RetrievalMode.Keyword => Fusion.Single(keyword[i], isVector: false),
                _ => Fusion.Fuse(vector[i], keyword[i], SharesOf(request, vectors)),
            };
        }

        return WordingFusion.Join(lists, request.Mode == RetrievalMode.Hybrid);
    }

    private static IEnumerable<string> WarningsOf(RetrievalRequest request, QueryVectors vectors)
    {
        if (request.Mode == RetrievalMode.Vector && vectors.Groups.Any(group => group > 0))
        {
            yield return "The collections have different embedding models or metrics, whose similarities cannot be "
                + "compared: 'score' is relative to each one's list. Hybrid mode ranks them by words too.";
        }

        for (int i = 0; request.Mode == RetrievalMode.Hybrid && i < request.Targets.Count; i++)
        {
            if (vectors.Has(i)) continue;
            yield return $"The embedding provider of the collection '{request.Targets[i].Index.Collection}' is "
                + "'external': without 'vector' it was searched by keywords alone.";
        }
    }

    /// <summary>Where there is no vector of the question, words count in full.</summary>
    private double[] SharesOf(RetrievalRequest request, QueryVectors vectors) =>
    [
        .. request.Targets.Select(
            (target, place) => vectors.Has(place) ? models.Get(target.Model).VectorShare : 0),
    ];

    private async Task ApplyThresholdsAsync(
        RetrievalRequest request, QueryVectors vectors, List<Candidate> ranked, CancellationToken cancellationToken)
    {
        // A reranker's score replaces this one, and the threshold is on the score that the caller sees.
        if (request.MinScore is { } minScore && request.Reranker is null)
            ranked.RemoveAll(candidate => candidate.Score < minScore);
        if (request.MinSimilarity is not { } minSimilarity) return;
        await _vectors.ScoreMissingAsync(request, vectors, ranked, cancellationToken);
        ranked.RemoveAll(candidate => !(candidate.VectorScore >= minSimilarity));
    }

    private async Task<RerankedPassages> RerankAsync(
        RetrievalRequest request, List<Candidate> ranked, UsageTally usage, CancellationToken cancellationToken)
    {
        IReadOnlyList<Passage> passages = await ReadAsync(
            request, [.. ranked.Take(RefinedDepth)], cancellationToken);
        RerankedPassages reranked = await _reranking.RerankAsync(request, passages, usage, cancellationToken);
        return reranked with
        {
            Passages = Selection.Take(reranked.Passages, request.Selection, request.TopK),
        };
    }

    /// <summary>Reads on until the selection is full: the first page is enough unless passages are dropped.</summary>
    private async Task<IReadOnlyList<Passage>> SelectAsync(
        RetrievalRequest request, List<Candidate> ranked, CancellationToken cancellationToken)
    {
        int depth = Math.Min(ranked.Count, request.Selection.IsAny ? RefinedDepth : request.TopK);
        int page = request.Selection.Diversity > 0 ? RefinedDepth : request.TopK;
        var selection = new Selection(request.Selection, request.TopK);
        for (int read = 0; read < depth && !selection.IsFull; page *= 2)
        {
            List<Candidate> next = ranked.GetRange(read, Math.Min(page, depth - read));
            selection.Add(await ReadAsync(request, next, cancellationToken));
            read += next.Count;
        }

        return selection.Take();
    }

    private async Task<IReadOnlyList<Passage>> ReadAsync(
        RetrievalRequest request, List<Candidate> ranked, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(int, ChunkId), StoredChunk>(ranked.Count);
        for (int target = 0; target < request.Targets.Count; target++)
        {
            ChunkId[] ids = [.. ranked.Where(c => c.Target == target).Select(c => c.Id)];
            if (ids.Length == 0) continue;
            foreach (StoredChunk chunk in await chunks.ReadAsync(request.Targets[target].Index, ids, cancellationToken))
            {
                found[(target, chunk.Id)] = chunk;
            }
        }

        var passages = new List<Passage>(ranked.Count);
        foreach (Candidate candidate in ranked)
        {
            if (!found.TryGetValue((candidate.Target, candidate.Id), out StoredChunk? chunk)) continue;
            passages.Add(new Passage(
                chunk,
                request.Targets[candidate.Target].Index,
                candidate.Score,
                candidate.VectorScore,
                candidate.KeywordScore,
                request.Mode == RetrievalMode.Hybrid ? candidate.Score : null));
        }

        return passages;
    }
}
