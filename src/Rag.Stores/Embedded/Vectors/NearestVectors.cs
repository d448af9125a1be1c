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

    private readonly ConcurrentBag<VectorSearch> _searches = [];
    private readonly MatchingSlots _matching = new();

    /// <summary>The nearest, best first.</summary>
    public ScoredChunk[] Find(VectorSnapshot snapshot, ScanQuery query, FilterMatches? filter)
    {
        SlotSet counted = filter is null ? snapshot.Live : _matching.Of(snapshot, filter);
        return keeper.Graph is { } graph && Walk(snapshot, graph, query, counted) is { } hits
            ? hits
            : FindExactly(snapshot, query, counted);
    }

    /// <summary>The same without the graph, among some of the slots.</summary>
    public ScoredChunk[] FindExactly(VectorSnapshot snapshot, ScanQuery query, SlotSet counted)
    {
        long codeBytes = (long)counted.Count * snapshot.Blocks[0].PaddedLength;
        int threads = codeBytes < MinParallelBytes ? 1
            : Math.Clamp(Environment.ProcessorCount / Math.Max(1, queries.ActiveCount), 1, snapshot.Blocks.Length);
        return threads == 1
            ? Scan(snapshot, 0, snapshot.Blocks.Length, query, counted)
            : ScanInParallel(snapshot, threads, query, counted);
    }

    /// <summary>Nothing if a scan is cheaper, or the walk found suspiciously little of what counts.</summary>
    private ScoredChunk[]? Walk(VectorSnapshot snapshot, VectorGraph graph, ScanQuery query, SlotSet counted)
    {
        // Before the walk: what is linked meanwhile is scanned as well, and counted once.
        SlotSet indexed = graph.Indexed;
        int pending = counted.CountExcept(indexed), linked = counted.Count - pending;
        if (linked == 0 || pending > snapshot.Count / PendingShare) return null;
        int usual = GraphSettings.QueryBeam(snapshot.Count), wanted = Math.Max(usual, 2 * query.TopK);
        // Of the places that the walk ends with, only this share counts.
        double beam = wanted * ((double)graph.IndexedCount / linked);
        if (beam >= snapshot.Count) return null;
        bool isUsual = ReferenceEquals(counted, snapshot.Live) && wanted == usual;
        if (!isUsual && !GraphSettings.IsWalkCheaper(linked, beam)) return null;

        VectorSearch search = _searches.TryTake(out VectorSearch? idle) ? idle : new VectorSearch();
        int found = search.Walk(snapshot, graph, indexed, query, (int)beam, counted);
        ScoredChunk[]? hits = found >= wanted / 2
            ? VectorSearch.Rank(snapshot, search.Candidates.Finish(), query)
            : null;
        _searches.Add(search);
        return hits;
    }

    private ScoredChunk[] Scan(
        VectorSnapshot snapshot, int firstBlock, int endBlock, ScanQuery query, SlotSet counted)
    {
        VectorSearch search = _searches.TryTake(out VectorSearch? idle) ? idle : new VectorSearch();
        search.Scan(snapshot, firstBlock, endBlock, query, counted);
        ScoredChunk[] hits = VectorSearch.Rank(snapshot, search.Candidates.Finish(), query);
        _searches.Add(search);
        return hits;
    }

    private ScoredChunk[] ScanInParallel(
        VectorSnapshot snapshot, int threads, ScanQuery query, SlotSet counted)
    {
        var parts = new ScoredChunk[threads][];
        int blocks = snapshot.Blocks.Length;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            parts[part] = Scan(snapshot, part * blocks / threads, (part + 1) * blocks / threads, query, counted));
        return BestHits.Take([.. parts.SelectMany(part => part)], query.TopK);
    }
}
