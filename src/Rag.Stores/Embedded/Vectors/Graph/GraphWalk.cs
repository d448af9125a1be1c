using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// Finds the neighbourhood of a point: always at the nearest place that it has not been at, until all that the beam
/// holds has been visited. Not thread-safe; kept for the next walk.
/// </summary>
internal sealed class GraphWalk
{
    /// <summary>Entries that a walk begins with, so that one bad one does not decide.</summary>
    private const int Beginnings = 4;

    private readonly int[] _fresh = new int[GraphRows.MaxLinks];
    private readonly float[] _distances = new float[GraphRows.MaxLinks];
    private ulong[] _seen = [];

    /// <summary>What the walk found.</summary>
    public GraphBeam Beam { get; } = new();

    /// <summary>Walks.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="blocks">The codes; slots beyond them are passed over.</param>
    /// <param name="point">Where to.</param>
    /// <param name="beamSize">How many near slots to keep on the way; more find more.</param>
    /// <param name="except">A slot to pass over, or -1.</param>
    public void Run(VectorGraph graph, VectorBlock[] blocks, GraphPoint point, int beamSize, int except = -1)
    {
        ForgetSeen(blocks.Length);
        if (except >= 0) See(except);
        Begin(graph, blocks, point);
        Beam.Grow(beamSize);
        for (int i = 0; i < Beam.Count; i++) See(Beam.SlotAt(i));
        for (int place = Beam.NextFrom(0); place < Beam.Count;)
        {
            int slot = Beam.SlotAt(place);
            Beam.Mark(place);
            place = Beam.NextFrom(Math.Min(place + 1, Expand(graph.Rows, slot, blocks, point)));
        }
    }

    private void Begin(VectorGraph graph, VectorBlock[] blocks, GraphPoint point)
    {
        Beam.Begin(Beginnings);
        foreach (int slot in graph.Entries)
        {
            if (HasSeen(slot) || !TryFind(blocks, slot, out VectorBlock? block, out int place)) continue;
            float distance = point.DistanceTo(block, place);
            if (Beam.Admits(distance)) Beam.Add(slot, distance);
        }
    }

    /// <summary>Puts the neighbours of a slot into the beam; answers the nearest place that one got.</summary>
    private int Expand(GraphRows rows, int from, VectorBlock[] blocks, GraphPoint point)
    {
        int fresh = 0;
        foreach (int slot in rows.LinksOf(from))
        {
            if (slot < 0) break; // The row is getting shorter at this moment.
            if (HasSeen(slot) || !TryFind(blocks, slot, out VectorBlock? block, out int place)) continue;
            See(slot);
            block.Prefetch(place);
            _fresh[fresh++] = slot;
        }

        // All distances first: what the beam makes of one is hard to predict, and must not hold up the next.
        for (int i = 0; i < fresh; i++)
        {
            int slot = _fresh[i];
            _distances[i] = point.DistanceTo(blocks[slot / SlotSet.PageSlots], slot % SlotSet.PageSlots);
        }

        int nearest = int.MaxValue;
        for (int i = 0; i < fresh; i++)
        {
            if (!Beam.Admits(_distances[i])) continue;
            nearest = Math.Min(nearest, Beam.Add(_fresh[i], _distances[i]));
            rows.Prefetch(_fresh[i]);
        }

        return nearest;
    }

    /// <summary>A link may lead to a slot that is newer than the blocks that this query sees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFind(
        VectorBlock[] blocks, int slot, [NotNullWhen(true)] out VectorBlock? block, out int place)
    {
        place = slot % SlotSet.PageSlots;
        int number = slot / SlotSet.PageSlots;
        block = number < blocks.Length ? blocks[number] : null;
        return block is not null && place < block.Capacity;
    }

    private void ForgetSeen(int blocks)
    {
        int words = blocks * (SlotSet.PageSlots / 64);
        if (_seen.Length < words) _seen = new ulong[words];
        else _seen.AsSpan(0, words).Clear();
    }

    private bool HasSeen(int slot) => (slot >> 6) < _seen.Length && (_seen[slot >> 6] & (1UL << slot)) != 0;

    private void See(int slot) => _seen[slot >> 6] |= 1UL << slot;
}
