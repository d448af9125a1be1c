using System.Diagnostics;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Finds passages: embeds the question while the keyword leg runs, searches the vectors, drops hits that are not in
/// their document's visible version, fuses, applies the thresholds, reads the passages.
/// </summary>
public sealed class Retriever(
    IChunkStore chunks, IVectorStores stores, IEmbeddingModels models, TimeProvider time)
{
    /// <summary>Depth of each leg's list in fusion, whatever <c>top_k</c> is; fusion was measured with it.</summary>
    public const int CandidatesPerLeg = 100;

    /// <summary>How often the vector leg is asked again, deeper, when invisible versions crowd its list.</summary>
    private const int MaxRefills = 6;

    /// <summary>Retrieves.</summary>
    /// <exception cref="StoreException">A store failed.</exception>
    /// <exception cref="ModelException">The embedding model failed.</exception>
    public async Task<RetrievalResult> RetrieveAsync(RetrievalRequest request, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        Task<List<LegHit>> keywordLeg = request.Mode == RetrievalMode.Vector
            ? Task.FromResult(new List<LegHit>())
            : SearchKeywordsAsync(request, cancellationToken);
        (List<LegHit> vector, QueryVectors vectors) =
            request.Mode == RetrievalMode.Keyword && request.MinSimilarity is null
                ? ([], QueryVectors.None)
                : await SearchVectorsAsync(request, cancellationToken);
        List<LegHit> keyword = await keywordLeg;

        List<Candidate> ranked = request.Mode switch
        {
            RetrievalMode.Vector => Fusion.Single(vector, isVector: true),
            RetrievalMode.Keyword => Fusion.Single(keyword, isVector: false),
            _ => Fusion.Fuse(
                vector, keyword, [.. request.Targets.Select(target => models.Get(target.Model).VectorShare)]),
        };
        ranked = await ApplyThresholdsAsync(request, ranked, vectors, cancellationToken);
        IReadOnlyList<Passage> passages = await ReadAsync(request, ranked, cancellationToken);
        TimeSpan total = time.GetElapsedTime(start);
        return new RetrievalResult(
            passages, vectors.EmbedTime, total - (vectors.EmbedTime ?? TimeSpan.Zero), vectors.Tokens);
    }

    /// <summary>A leg alone is ranked exactly, so no more than what is asked for need be found.</summary>
    private static int DepthOf(RetrievalRequest request) =>
        request.Mode == RetrievalMode.Hybrid || request.MaxPerDocument is not null || request.MinSimilarity is not null
            ? CandidatesPerLeg
            : request.TopK;

    private async Task<List<LegHit>> SearchKeywordsAsync(RetrievalRequest request, CancellationToken cancellationToken)
    {
        var query = new KeywordQuery(request.Text, DepthOf(request), request.Filter);
        var hits = new List<LegHit>(CandidatesPerLeg);
        for (int i = 0; i < request.Targets.Count; i++)
        {
            foreach (ScoredChunk hit in await chunks.SearchAsync(request.Targets[i].Index, query, cancellationToken))
            {
                hits.Add(new LegHit(i, 0, hit.Id, hit.Score));
            }
        }

        return Deepest(hits);
    }

    private async Task<(List<LegHit> Hits, QueryVectors Vectors)> SearchVectorsAsync(
        RetrievalRequest request, CancellationToken cancellationToken)
    {
        QueryVectors vectors = await EmbedAsync(request, cancellationToken);
        if (request.Mode == RetrievalMode.Keyword) return ([], vectors);
        var hits = new List<LegHit>(CandidatesPerLeg);
        for (int i = 0; i < request.Targets.Count; i++)
        {
            foreach (ScoredChunk hit in await SearchVisibleAsync(request, i, vectors.Of(i), cancellationToken))
            {
                hits.Add(new LegHit(i, vectors.GroupOf(i), hit.Id, hit.Score));
            }
        }

        return (hits, vectors);
    }

    /// <summary>
    /// The vector store may still hold vectors of replaced or deleted versions; they are dropped here, and if that
    /// leaves the list short although the store had more, it is asked again, deeper.
    /// </summary>
    private async Task<IReadOnlyList<ScoredChunk>> SearchVisibleAsync(
        RetrievalRequest request, int target, ReadOnlyMemory<float> vector, CancellationToken cancellationToken)
    {
        IVectorStore store = Store(request.Targets[target].Store);
        IndexId index = request.Targets[target].Index;
        int wanted = DepthOf(request);
        int depth = wanted;
        for (int refill = 0; ; refill++)
        {
            IReadOnlyList<ScoredChunk> found = await store.QueryAsync(
                index, new VectorQuery(vector, depth, request.Filter), cancellationToken);
            IReadOnlyList<ScoredChunk> visible = await chunks.SelectVisibleAsync(index, found, cancellationToken);
            if (visible.Count >= wanted || found.Count < depth || refill == MaxRefills)
            {
                return visible.Count > wanted ? [.. visible.Take(wanted)] : visible;
            }

            depth *= 4;
        }
    }

    private async Task<QueryVectors> EmbedAsync(RetrievalRequest request, CancellationToken cancellationToken)
    {
        if (request.Vector is { } given) return QueryVectors.Given(given, request.Targets.Count);
        long start = time.GetTimestamp();
        var byModel = new Dictionary<EmbeddingModelId, (int Group, ReadOnlyMemory<float> Vector)>();
        int tokens = 0;
        var groups = new int[request.Targets.Count];
        var vectors = new ReadOnlyMemory<float>[request.Targets.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            EmbeddingModelId id = request.Targets[i].Model;
            if (!byModel.TryGetValue(id, out (int Group, ReadOnlyMemory<float> Vector) known))
            {
                GeneratedEmbeddings<Embedding<float>> made = await models.Get(id).QueryGenerator.GenerateAsync(
                    [request.Text], cancellationToken: cancellationToken);
                tokens += (int)(made.Usage?.InputTokenCount ?? 0);
                byModel[id] = known = (byModel.Count, made[0].Vector);
            }

            (groups[i], vectors[i]) = known;
        }

        return new QueryVectors(vectors, groups, time.GetElapsedTime(start), tokens);
    }

    private async Task<List<Candidate>> ApplyThresholdsAsync(
        RetrievalRequest request, List<Candidate> ranked, QueryVectors vectors, CancellationToken cancellationToken)
    {
        if (request.MinScore is { } minScore) ranked.RemoveAll(candidate => candidate.Score < minScore);
        if (request.MinSimilarity is not { } minSimilarity) return ranked;
        for (int target = 0; target < request.Targets.Count; target++)
        {
            await ScoreMissingAsync(request, ranked, target, vectors.Of(target), cancellationToken);
        }

        ranked.RemoveAll(candidate => !(candidate.VectorScore >= minSimilarity));
        return ranked;
    }

    /// <summary>Asks the vector store for the similarity of chunks that only the keyword leg has found.</summary>
    private async Task ScoreMissingAsync(
        RetrievalRequest request,
        List<Candidate> ranked,
        int target,
        ReadOnlyMemory<float> vector,
        CancellationToken cancellationToken)
    {
        ChunkId[] missing =
        [
            .. ranked.Where(candidate => candidate.Target == target && candidate.VectorScore is null)
                .Select(candidate => candidate.Id),
        ];
        if (missing.Length == 0) return;
        IReadOnlyList<ScoredChunk> scored = await Store(request.Targets[target].Store)
            .ScoreAsync(request.Targets[target].Index, vector, missing, cancellationToken);
        var scores = scored.ToDictionary(hit => hit.Id, hit => hit.Score);
        for (int i = 0; i < ranked.Count; i++)
        {
            if (ranked[i].Target == target && ranked[i].VectorScore is null
                && scores.TryGetValue(ranked[i].Id, out float score))
            {
                ranked[i] = ranked[i] with { VectorScore = score };
            }
        }
    }

    private async Task<IReadOnlyList<Passage>> ReadAsync(
        RetrievalRequest request, List<Candidate> ranked, CancellationToken cancellationToken)
    {
        // A per-document cap needs the documents of more candidates than it keeps.
        int reach = request.MaxPerDocument is null ? Math.Min(request.TopK, ranked.Count) : ranked.Count;
        var found = new Dictionary<(int, ChunkId), StoredChunk>(reach);
        for (int target = 0; target < request.Targets.Count; target++)
        {
            ChunkId[] ids = [.. ranked.Take(reach).Where(c => c.Target == target).Select(c => c.Id)];
            if (ids.Length == 0) continue;
            foreach (StoredChunk chunk in await chunks.ReadAsync(request.Targets[target].Index, ids, cancellationToken))
            {
                found[(target, chunk.Id)] = chunk;
            }
        }

        return Select(request, ranked, found);
    }

    private static List<Passage> Select(
        RetrievalRequest request, List<Candidate> ranked, Dictionary<(int, ChunkId), StoredChunk> found)
    {
        var passages = new List<Passage>(request.TopK);
        var perDocument = new Dictionary<(int, string), int>();
        foreach (Candidate candidate in ranked)
        {
            if (passages.Count == request.TopK) break;
            if (!found.TryGetValue((candidate.Target, candidate.Id), out StoredChunk? chunk)) continue;
            if (request.MaxPerDocument is { } cap)
            {
                (int, string) document = (candidate.Target, chunk.Document.DocumentId);
                int taken = perDocument.GetValueOrDefault(document);
                if (taken == cap) continue;
                perDocument[document] = taken + 1;
            }

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

    /// <summary>Several collections together still give one list of fixed depth.</summary>
    private static List<LegHit> Deepest(List<LegHit> hits)
    {
        if (hits.Count <= CandidatesPerLeg) return hits;
        hits.Sort((left, right) => right.Score != left.Score
            ? right.Score.CompareTo(left.Score)
            : left.Id.CompareTo(right.Id));
        return hits[..CandidatesPerLeg];
    }

    private IVectorStore Store(string name) => stores.TryGet(name, out IVectorStore? store)
        ? store
        : throw new StoreException(
            "not_configured",
            $"The vector store '{name}' is not configured; configured are {string.Join(", ", stores.Names)}.",
            isTransient: false);

    /// <summary>The question's vector for each target.</summary>
    private sealed record QueryVectors(ReadOnlyMemory<float>[] Vectors, int[] Groups, TimeSpan? EmbedTime, int Tokens)
    {
        public static QueryVectors None { get; } = new([], [], null, 0);

        public static QueryVectors Given(ReadOnlyMemory<float> vector, int targets) =>
            new([.. Enumerable.Repeat(vector, targets)], new int[targets], null, 0);

        public ReadOnlyMemory<float> Of(int target)
        {
            Debug.Assert(Vectors.Length > target, "Thresholds on similarity make the vectors needed.");
            return Vectors[target];
        }

        public int GroupOf(int target) => Groups[target];
    }
}
