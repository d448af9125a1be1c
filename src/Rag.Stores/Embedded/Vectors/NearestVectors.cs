using System.Collections.Concurrent;
using Rag.Pipeline;
using Rag.Stores.Embedded.Vectors.Graph;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Finds the nearest vectors of a snapshot: by a walk of the graph where there is one and it is cheaper, else exactly.
/// </summary>
internal sealed class NearestVectors(GraphKeeper keeper, QueryEpochs queries)
{
    /// <summary>Codes below which one thread is as fast as several.</summary>
    private const long MinParallelBytes = 32L * 1024 * 1024;

    /// <summary>A walk is of no use while one in so many vectors waits to be linked, and is scanned.</summary>
    private const int PendingShare = 4;

    /// <summary>Vectors that are looked at to learn how many match a filter.</summary>
    private const int FilterSample = 512;

    private readonly ConcurrentBag<VectorSearch> _searches = [];

    /// <summary>The nearest, best first.</summary>
    public ScoredChunk[] Find(VectorSnapshot snapshot, ScanQuery query, FilterMatches? filter)
    {
        return keeper.Graph is { } graph && Walk(snapshot, graph, query, filter) is { } hits
            ? hits
            : FindExactly(snapshot, query, filter);
    }

    /// <summary>The same without the graph.</summary>
    public ScoredChunk[] FindExactly(VectorSnapshot snapshot, ScanQuery query, FilterMatches? filter)
    {
        long codeBytes = (long)snapshot.Count * snapshot.Blocks[0].PaddedLength;
        int threads = codeBytes < MinParallelBytes ? 1
            : Math.Clamp(Environment.ProcessorCount / Math.Max(1, queries.ActiveCount), 1, snapshot.Blocks.Length);
        return threads == 1
            ? Scan(snapshot, 0, snapshot.Blocks.Length, query, filter)
            : ScanInParallel(snapshot, threads, query, filter);
    }

    /// <summary>Nothing if a scan is cheaper, or the walk found suspiciously little of what matches the
    /// filter.</summary>
    private ScoredChunk[]? Walk(VectorSnapshot snapshot, VectorGraph graph, ScanQuery query, FilterMatches? filter)
    {
        // Before the walk: what is linked meanwhile is scanned as well, and counted once.
        SlotSet indexed = graph.Indexed;
        int pending = snapshot.Live.CountExcept(indexed);
        if (pending > snapshot.Count / PendingShare) return null;
        int usual = GraphSettings.QueryBeam(snapshot.Count), wanted = Math.Max(usual, 2 * query.TopK);
        double live = (double)(snapshot.Count - pending) / graph.IndexedCount;
        double share = filter is null ? live : live * ShareOf(snapshot, filter);
        if (share <= 0 || wanted / share >= snapshot.Count) return null;
        int beam = (int)(wanted / share);
        if ((filter is not null || wanted > usual) && !GraphSettings.IsWalkCheaper(snapshot.Count, share, beam))
            return null;

        VectorSearch search = _searches.TryTake(out VectorSearch? idle) ? idle : new VectorSearch();
        int found = search.Walk(snapshot, graph, indexed, query, beam, filter);
        ScoredChunk[]? hits = found >= wanted / 2
            ? VectorSearch.Rank(snapshot, search.Candidates.Finish(), query)
            : null;
        _searches.Add(search);
        return hits;
    }

    private ScoredChunk[] Scan(
        VectorSnapshot snapshot, int firstBlock, int endBlock, ScanQuery query, FilterMatches? filter)
    {
        VectorSearch search = _searches.TryTake(out VectorSearch? idle) ? idle : new VectorSearch();
        search.Scan(snapshot, firstBlock, endBlock, query, filter);
        ScoredChunk[] hits = VectorSearch.Rank(snapshot, search.Candidates.Finish(), query);
        _searches.Add(search);
        return hits;
    }

    private ScoredChunk[] ScanInParallel(
        VectorSnapshot snapshot, int threads, ScanQuery query, FilterMatches? filter)
    {
        var parts = new ScoredChunk[threads][];
        int blocks = snapshot.Blocks.Length;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            parts[part] = Scan(snapshot, part * blocks / threads, (part + 1) * blocks / threads, query, filter));
        return
        [
            .. parts.SelectMany(part => part)
                .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id).Take(query.TopK),
        ];
    }

    /// <summary>Share of the vectors that match, roughly.</summary>
    private static double ShareOf(VectorSnapshot snapshot, FilterMatches filter)
    {
        int seen = 0, matching = 0;
        int slots = snapshot.Blocks.Length * SlotSet.PageSlots, step = Math.Max(1, slots / FilterSample);
        for (int slot = 0; slot < slots; slot += step)
        {
            if (!snapshot.Live.Contains(slot)) continue;
            seen++;
            VectorBlock block = snapshot.Blocks[slot / SlotSet.PageSlots];
            if (filter[block.MetadataNumbers[slot % SlotSet.PageSlots]]) matching++;
        }

        return seen == 0 ? 0 : (double)matching / seen;
    }
}
