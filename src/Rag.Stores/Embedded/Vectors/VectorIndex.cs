using System.Globalization;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Embedded.Vectors.Graph;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// A vector index in memory and its segment files. Slots are taken and their floats written by the callers' threads;
/// changes become visible on the writer's thread, in the order of the commits; queries run on an immutable snapshot and
/// take no lock. A slot that became free is written again only when no query can still see what it held.
/// </summary>
internal sealed class VectorIndex
{
    private readonly Lock _taking = new();
    private readonly Stack<int> _free = new();
    private readonly Dictionary<string, HashSet<int>> _slotsOfDocument = new(StringComparer.Ordinal);
    private readonly List<VectorSegment> _segments = [];
    private readonly ChunkIdTable _slotOf;
    private readonly NearestVectors _nearest;
    private readonly VectorIndexSettings _settings;
    private readonly string _directory;
    private VectorSnapshot _snapshot = new([], SlotSet.Empty, 0, new MetadataTable(), 0, 0);
    private int _slotCount;

    /// <summary>An empty index.</summary>
    /// <param name="indexKey">Its key in the database.</param>
    /// <param name="settings">What it was made for.</param>
    /// <param name="directory">Where its segment files are.</param>
    /// <param name="graph">What its graph is kept by.</param>
    /// <param name="logger">Hears what happens to the graph.</param>
    public VectorIndex(
        long indexKey, VectorIndexSettings settings, string directory, GraphOptions graph, ILogger logger)
    {
        IndexKey = indexKey;
        _settings = settings;
        _directory = directory;
        _slotOf = new ChunkIdTable(IdAt, slot => _snapshot.Live.Contains(slot));
        Graph = new GraphKeeper(graph, () => Volatile.Read(ref _snapshot), Queries, logger);
        _nearest = new NearestVectors(Graph, Queries);
    }

    /// <summary>Its key in the database.</summary>
    public long IndexKey { get; }

    /// <summary>What it was made for.</summary>
    public VectorIndexSettings Settings => _settings;

    /// <summary>Keeps writes of the same ids apart.</summary>
    public IdClaims Claims { get; } = new();

    /// <summary>Who reads it.</summary>
    public QueryEpochs Queries { get; } = new();

    /// <summary>Keeps its graph.</summary>
    public GraphKeeper Graph { get; }

    /// <summary>Number of vectors.</summary>
    public int Count => Volatile.Read(ref _snapshot).Count;

    /// <summary>Size in memory, roughly.</summary>
    public long SizeBytes
    {
        get
        {
            VectorSnapshot snapshot = Volatile.Read(ref _snapshot);
            return snapshot.Blocks.Sum(block => block.SizeBytes) + snapshot.Metadata.SizeBytes + (snapshot.Count * 40L)
                + (Graph.Graph?.SizeBytes ?? 0);
        }
    }

    /// <summary>The file of a segment of an index.</summary>
    public static string PathOf(string directory, int segment) =>
        Path.Combine(directory, segment.ToString("d6", CultureInfo.InvariantCulture) + ".f32");

    /// <summary>Takes free slots, ascending, and makes files for them where there are none.</summary>
    public int[] TakeSlots(int count)
    {
        var slots = new int[count];
        lock (_taking)
        {
            // The files first: if the disk is full, no slot has been taken.
            while (_segments.Count * SlotSet.PageSlots < _slotCount + count)
                _segments.Add(VectorSegment.Create(PathOf(_directory, _segments.Count), _settings.Dimensions));
            for (int i = 0; i < count; i++) slots[i] = TakeSlot_NeedsLock();
        }

        Array.Sort(slots);
        return slots;
    }

    /// <summary>Gives slots back that were taken for a write that failed.</summary>
    public void GiveBack(int[] slots)
    {
        lock (_taking)
        {
            foreach (int slot in slots) _free.Push(slot);
        }
    }

    /// <summary>The segment of a slot that was taken.</summary>
    public VectorSegment SegmentOf(int slot)
    {
        lock (_taking) return _segments[slot / SlotSet.PageSlots];
    }

    /// <summary>The slots that hold ids: on the writer's thread.</summary>
    public List<int> Find(IEnumerable<ChunkId> ids)
    {
        VectorSnapshot snapshot = _snapshot;
        return [.. ids.Select(_slotOf.Find).Where(slot => slot >= 0 && snapshot.Live.Contains(slot))];
    }

    /// <summary>The slots of a document's versions up to one, without another: on the writer's thread.</summary>
    public List<int> Find(string documentId, long upTo, long? keepVersion) =>
        _slotsOfDocument.TryGetValue(documentId, out HashSet<int>? slots)
            ? [.. slots.Where(slot => VersionAt(slot).Version <= upTo && VersionAt(slot).Version != keepVersion)] : [];

    /// <summary>Takes vectors in that the database holds: before the index is used.</summary>
    public void Load(IReadOnlyList<VectorSegment> segments, int slotCount, IEnumerable<StoredVector> vectors)
    {
        _segments.AddRange(segments);
        _slotCount = slotCount;
        foreach (StoredVector[] part in vectors.Chunk(SlotSet.PageSlots)) Apply(new VectorChange(part, []));
        for (int slot = _slotCount - 1; slot >= 0; slot--)
        {
            if (!_snapshot.Live.Contains(slot)) _free.Push(slot);
        }

        Graph.Start();
    }

    /// <summary>Shows a committed change: on the writer's thread, after the commit.</summary>
    public void Apply(VectorChange change)
    {
        VectorSnapshot now = _snapshot;
        List<int> removed = [.. change.Removed.Where(now.Live.Contains)];
        MetadataTable metadata = now.Metadata;
        VectorBlock[] blocks = GrowBlocks(now.Blocks, change.Added);
        float maxError = now.MaxError, maxNorm = now.MaxNorm;
        foreach (int slot in removed) Forget(slot);
        foreach (StoredVector vector in change.Added)
        {
            blocks[vector.Slot / SlotSet.PageSlots].Set(
                vector.Slot % SlotSet.PageSlots, vector, metadata.NumberOf(vector.MetadataJson));
            maxError = Math.Max(maxError, vector.Quantized.Error);
            maxNorm = Math.Max(maxNorm, vector.Quantized.Norm);
        }

        var next = new VectorSnapshot(
            blocks,
            now.Live.Change(removed, change.Added.Select(vector => vector.Slot)),
            now.Count - removed.Count + change.Added.Count,
            metadata,
            maxError,
            maxNorm);
        Volatile.Write(ref _snapshot, VectorRenumbering.IsWorthIt(next) ? VectorRenumbering.Renumber(next) : next);
        foreach (StoredVector vector in change.Added) Remember(vector);
        Graph.Changed(removed);
    }

    /// <summary>The similarity of given chunks, those that are stored; between entering and leaving
    /// <see cref="Queries"/>.</summary>
    public List<ScoredChunk> Score(float[] vector, IReadOnlyList<ChunkId> ids)
    {
        VectorSnapshot snapshot = Volatile.Read(ref _snapshot);
        var scored = new List<ScoredChunk>(ids.Count);
        foreach (ChunkId id in ids)
        {
            int slot = _slotOf.Find(id);
            if (slot < 0 || !snapshot.Live.Contains(slot)) continue;
            VectorBlock block = snapshot.Blocks[slot / SlotSet.PageSlots];
            scored.Add(new ScoredChunk(
                id, _settings.Metric.Score(vector, block.Segment[slot % SlotSet.PageSlots])));
        }

        return scored;
    }

    /// <summary>The nearest vectors; between entering and leaving <see cref="Queries"/>.</summary>
    public ScoredChunk[] Query(float[] vector, int topK, Filter? filter)
    {
        VectorSnapshot snapshot = Volatile.Read(ref _snapshot);
        if (snapshot.Count == 0) return [];
        FilterMatches? matches = filter is null ? null : snapshot.Metadata.Matching(filter);
        return _nearest.Find(snapshot, new ScanQuery(vector, _settings.Metric, topK), matches);
    }

    /// <summary>Compares queries with exact ones, between entering and leaving <see cref="Queries"/>.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public VectorRecall MeasureRecall(CancellationToken cancellationToken) =>
        RecallMeasurement.Of(_nearest, Volatile.Read(ref _snapshot), _settings.Metric, cancellationToken);

    /// <summary>Ends the work on the graph and closes the files: when nobody reads or writes the index.</summary>
    /// <param name="isKept">Whether the index is still there afterwards.</param>
    public void Close(bool isKept)
    {
        Graph.Stop(isKept);
        foreach (VectorSegment segment in _segments) segment.Dispose();
    }

    private int TakeSlot_NeedsLock()
    {
        while (Queries.TryReclaim(out int slot)) _free.Push(slot);
        return _free.TryPop(out int free) ? free : _slotCount++;
    }

    private VectorBlock[] GrowBlocks(VectorBlock[] blocks, IReadOnlyList<StoredVector> added)
    {
        blocks = [.. blocks];
        foreach (StoredVector vector in added)
        {
            int block = vector.Slot / SlotSet.PageSlots;
            while (blocks.Length <= block)
            {
                VectorSegment segment = SegmentOf(blocks.Length * SlotSet.PageSlots);
                blocks = [.. blocks, VectorBlock.Create(segment, _settings.Dimensions)];
            }

            blocks[block] = blocks[block].WithRoomFor(vector.Slot % SlotSet.PageSlots);
        }

        return blocks;
    }

    private void Remember(StoredVector vector)
    {
        _slotOf.Set(vector.Id, vector.Slot);
        if (!_slotsOfDocument.TryGetValue(vector.Document.DocumentId, out HashSet<int>? slots))
            _slotsOfDocument.Add(vector.Document.DocumentId, slots = []);
        slots.Add(vector.Slot);
    }

    private void Forget(int slot)
    {
        string documentId = VersionAt(slot).DocumentId;
        HashSet<int> slots = _slotsOfDocument[documentId];
        slots.Remove(slot);
        if (slots.Count == 0) _slotsOfDocument.Remove(documentId);
    }

    private ChunkId IdAt(int slot) => _snapshot.Blocks[slot / SlotSet.PageSlots].Ids[slot % SlotSet.PageSlots];

    private DocumentVersion VersionAt(int slot) =>
        _snapshot.Blocks[slot / SlotSet.PageSlots].Documents[slot % SlotSet.PageSlots];
}
