using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// Links slots into a graph. Several may work on one graph at a time; each keeps scratch memory of its own. A row is
/// written under the lock of its slot.
/// </summary>
internal sealed class GraphLinker
{
    private readonly VectorGraph? _graph;
    private readonly GraphRows _rows;
    private readonly VectorBlock[] _blocks;
    private readonly Lock[] _locks;
    private readonly GraphWalk _walk = new();
    private readonly List<(float Distance, int Slot)> _candidates = [];
    private readonly int[] _chosen = new int[GraphRows.MaxLinks];

    /// <summary>Links slots of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="blocks">The codes of all its slots.</param>
    /// <param name="locks">What all that link slots of the graph share.</param>
    public GraphLinker(VectorGraph graph, VectorBlock[] blocks, Lock[] locks)
        : this(graph.Rows, blocks)
    {
        _graph = graph;
        _locks = locks;
    }

    /// <summary>Chooses links of slots without a walk, alone with the rows.</summary>
    public GraphLinker(GraphRows rows, VectorBlock[] blocks)
    {
        _rows = rows;
        _blocks = blocks;
        _locks = [];
    }

    /// <summary>Locks enough that linkers seldom wait for each other.</summary>
    public static Lock[] MakeLocks() => [.. Enumerable.Range(0, 1_024).Select(_ => new Lock())];

    /// <summary>Links a slot with its neighbourhood, both ways.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="isNew">Whether nothing leads to it yet; only then may it become another's twin.</param>
    public void Link(int slot, bool isNew = true)
    {
        GraphPoint point = PointOf(slot);
        _walk.Run(_graph!, _blocks, point, GraphSettings.BuildBeam, except: slot);
        GraphBeam beam = _walk.Beam;
        if (beam.Count == 0) return;
        int nearest = beam.SlotAt(0);
        if (isNew && HaveSameCodes(slot, nearest))
        {
            lock (LockOf(nearest)) _rows.AddTwin(nearest, slot);
            return;
        }

        _candidates.Clear();
        for (int i = 0; i < beam.Count; i++) _candidates.Add((beam.DistanceAt(i), beam.SlotAt(i)));
        int count = Choose();
        int[] neighbours = _chosen[..count];
        lock (LockOf(slot)) _rows.SetLinks(slot, neighbours);
        foreach (int neighbour in neighbours) LinkBack(neighbour, slot);
    }

    /// <summary>Gives a slot the best of candidates as its links; it may be among them.</summary>
    /// <returns>How many links it has.</returns>
    public int Relink(int slot, IEnumerable<int> candidates)
    {
        GraphPoint point = PointOf(slot);
        _candidates.Clear();
        foreach (int candidate in candidates)
        {
            if (candidate != slot) _candidates.Add((DistanceTo(point, candidate), candidate));
        }

        _candidates.Sort();
        int count = Choose();
        _rows.SetLinks(slot, _chosen.AsSpan(0, count));
        return count;
    }

    private void LinkBack(int slot, int neighbour)
    {
        lock (LockOf(slot))
        {
            ReadOnlySpan<int> links = _rows.LinksOf(slot);
            if (links.Contains(neighbour)) return;
            if (links.Length < GraphRows.MaxLinks)
            {
                _rows.SetLinks(slot, [.. links, neighbour]);
                return;
            }

            Relink(slot, [.. links, neighbour]);
        }
    }

    /// <summary>
    /// Of candidates in the order of their distance, those that no nearer chosen one stands for: links then lead into
    /// every direction instead of all into the same cluster.
    /// </summary>
    private int Choose()
    {
        int count = 0;
        foreach ((float distance, int slot) in _candidates)
        {
            if (count == GraphRows.MaxLinks) break;
            GraphPoint point = PointOf(slot);
            bool isCovered = false;
            for (int i = 0; i < count && !isCovered; i++)
                isCovered = DistanceTo(point, _chosen[i]) <= distance;
            if (!isCovered) _chosen[count++] = slot;
        }

        return count;
    }

    private bool HaveSameCodes(int slot, int other)
    {
        GraphPoint left = PointOf(slot), right = PointOf(other);
        return left.Scale == right.Scale && left.Codes.SequenceEqual(right.Codes);
    }

    private float DistanceTo(GraphPoint point, int slot) =>
        point.DistanceTo(_blocks[slot / SlotSet.PageSlots], slot % SlotSet.PageSlots);

    private GraphPoint PointOf(int slot) => new(_blocks[slot / SlotSet.PageSlots], slot % SlotSet.PageSlots);

    private Lock LockOf(int slot) => _locks[slot & (_locks.Length - 1)];
}
