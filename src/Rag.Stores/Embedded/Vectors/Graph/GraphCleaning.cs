using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// Takes slots out of a graph, in a copy: whoever was linked to a slot that goes is linked to that slot's neighbours
/// instead, so that the ways through it stay open.
/// </summary>
internal sealed class GraphCleaning
{
    private readonly VectorGraph _old;
    private readonly GraphRows _rows;
    private readonly SlotSet _removed;
    private readonly VectorBlock[] _blocks;
    private readonly List<int> _loose = [];
    private readonly List<int> _stranded = [];
    private readonly HashSet<int> _candidates = [];

    private GraphCleaning(VectorGraph old, SlotSet removed, VectorBlock[] blocks)
    {
        _old = old;
        _rows = old.Rows.Copy();
        _removed = removed;
        _blocks = blocks;
    }

    /// <summary>A graph without some slots.</summary>
    /// <param name="graph">The graph; it stays as it is.</param>
    /// <param name="removed">What goes; their codes are not looked at.</param>
    /// <param name="blocks">The codes of all that stays.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The graph. Twins of removed slots are no longer indexed in it.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static VectorGraph Without(
        VectorGraph graph, SlotSet removed, VectorBlock[] blocks, CancellationToken cancellationToken) =>
        new GraphCleaning(graph, removed, blocks).Run(cancellationToken);

    private VectorGraph Run(CancellationToken cancellationToken)
    {
        var linker = new GraphLinker(_rows, _blocks);
        foreach (int slot in _old.Indexed.Slots())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_rows.IsTwin(slot)) continue;
            if (_removed.Contains(slot)) _loose.AddRange(TwinsOf(slot));
            else Clean(slot, linker);
        }

        List<int> gone = [.. _old.Indexed.Slots().Where(_removed.Contains), .. _loose];
        foreach (int slot in gone) _rows.Clear(slot);
        var cleaned = new VectorGraph(_rows, _old.Indexed.Change(gone, []));
        var relinker = new GraphLinker(cleaned, _blocks, GraphLinker.MakeLocks());
        foreach (int slot in _stranded) relinker.Link(slot, isNew: false);
        return cleaned;
    }

    private void Clean(int slot, GraphLinker linker)
    {
        List<int> twins = TwinsOf(slot);
        if (_old.Rows.TwinOf(slot) != GraphRows.None)
        {
            _rows[slot][0] = GraphRows.None;
            foreach (int twin in twins) _rows.AddTwin(slot, twin);
        }

        ReadOnlySpan<int> links = _old.Rows.LinksOf(slot);
        bool isTouched = false;
        _candidates.Clear();
        foreach (int link in links)
        {
            if (!_removed.Contains(link))
            {
                _candidates.Add(link);
                continue;
            }

            isTouched = true;
            foreach (int beyond in _old.Rows.LinksOf(link))
            {
                if (!_removed.Contains(beyond)) _candidates.Add(beyond);
            }
        }

        if (isTouched && linker.Relink(slot, _candidates) == 0) _stranded.Add(slot);
    }

    private List<int> TwinsOf(int slot)
    {
        var twins = new List<int>();
        for (int twin = _old.Rows.TwinOf(slot); twin != GraphRows.None; twin = _old.Rows.TwinOf(twin))
        {
            if (!_removed.Contains(twin)) twins.Add(twin);
        }

        return twins;
    }
}
