using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// A graph over the slots of an index in which near vectors are linked, so that a walk from link to link finds a
/// query's neighbourhood and looks at a few thousand vectors instead of all. It has one layer: the walk begins at the
/// nearest of √n slots spread over the index, which a scan of their codes finds in microseconds. Vectors with the same
/// codes (repeated passages) are one node and a chain of twins: linked among themselves they would cut each other off.
/// </summary>
/// <remarks>Slots are added in place while queries walk; removing is done in a copy (<see cref="GraphCleaning"/>), so
/// that a query that is under way keeps its graph.</remarks>
internal sealed class VectorGraph
{
    private SlotSet _indexed = SlotSet.Empty;
    private int[] _entries = [];
    private int _indexedCount;

    /// <summary>An empty graph.</summary>
    public VectorGraph() => Rows = new GraphRows();

    /// <summary>A graph over rows that hold links already.</summary>
    public VectorGraph(GraphRows rows, SlotSet indexed)
    {
        Rows = rows;
        Show(indexed);
    }

    /// <summary>The links.</summary>
    public GraphRows Rows { get; }

    /// <summary>The slots that a walk can find, nodes and twins; some may no longer be live.</summary>
    public SlotSet Indexed => Volatile.Read(ref _indexed);

    /// <summary>How many slots that is.</summary>
    public int IndexedCount => Volatile.Read(ref _indexedCount);

    /// <summary>Slots to begin a walk at.</summary>
    public ReadOnlySpan<int> Entries => Volatile.Read(ref _entries);

    /// <summary>Size in memory.</summary>
    public long SizeBytes => Rows.SizeBytes;

    /// <summary>Lets queries find slots that have been linked.</summary>
    public void Show(IEnumerable<int> slots) => Show(_indexed.Change([], slots));

    private void Show(SlotSet indexed)
    {
        Volatile.Write(ref _indexedCount, indexed.Count);
        Volatile.Write(ref _indexed, indexed);
        if (_entries.Length == 0 || Math.Sqrt(_indexedCount) > 1.2 * _entries.Length) ChooseEntries();
    }

    /// <summary>Spreads the entries over the nodes: neighbours in slot order mostly come from one document.</summary>
    private void ChooseEntries()
    {
        int wanted = (int)Math.Sqrt(_indexedCount) + 1;
        int step = Math.Max(1, _indexedCount / wanted), next = 0, seen = 0;
        var entries = new List<int>(wanted + 1);
        foreach (int slot in _indexed.Slots())
        {
            // A twin cannot be left again; the node after it will do.
            if (seen++ < next || Rows.IsTwin(slot)) continue;
            entries.Add(slot);
            next += step;
        }

        Volatile.Write(ref _entries, [.. entries]);
    }
}
