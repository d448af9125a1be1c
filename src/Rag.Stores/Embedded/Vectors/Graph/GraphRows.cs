using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// The links of every slot, in pages that grow with the slots. One thread writes a row at a time; any number read it
/// without a lock and may meet a row half old and half new: every number in it is a slot that was or is a neighbour.
/// </summary>
internal sealed class GraphRows
{
    /// <summary>Numbers of a row, two cache lines: the next twin, then links up to the first negative one.</summary>
    public const int RowLength = 32;

    /// <summary>Most links of a slot.</summary>
    public const int MaxLinks = RowLength - 1;

    /// <summary>Says in a row that nothing follows.</summary>
    public const int None = -1;

    private const int CacheLine = 64;

    /// <summary>Stands in the place of the first link of a twin, which has none.</summary>
    private const int IsOfTwin = -2;

    private int[][] _pages = [];

    /// <summary>Size in memory.</summary>
    public long SizeBytes => Volatile.Read(ref _pages).Length * (long)SlotSet.PageSlots * RowLength * sizeof(int);

    /// <summary>Number of pages; page p has the rows of the slots from p · 4,096 on.</summary>
    public int PageCount => Volatile.Read(ref _pages).Length;

    /// <summary>The whole row of a slot.</summary>
    public Span<int> this[int slot] => Volatile.Read(ref _pages)[slot / SlotSet.PageSlots]
        .AsSpan(slot % SlotSet.PageSlots * RowLength, RowLength);

    /// <summary>The links of a slot, none of a slot that there is no page for.</summary>
    public ReadOnlySpan<int> LinksOf(int slot)
    {
        int[][] pages = Volatile.Read(ref _pages);
        int page = slot / SlotSet.PageSlots;
        if (page >= pages.Length) return [];
        Span<int> links = pages[page].AsSpan((slot % SlotSet.PageSlots * RowLength) + 1, MaxLinks);
        int count = links.IndexOfAnyExceptInRange(0, int.MaxValue);
        return count < 0 ? links : links[..count];
    }

    /// <summary>Fetches the links of a slot that are soon asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int slot)
    {
        int[][] pages = Volatile.Read(ref _pages);
        int page = slot / SlotSet.PageSlots;
        if (!Sse.IsSupported || page >= pages.Length) return;
        // The collector may move the page meanwhile; then the wrong lines are fetched, and nothing else happens.
        var row = (byte*)Unsafe.AsPointer(ref pages[page][slot % SlotSet.PageSlots * RowLength]);
        Sse.Prefetch0(row);
        Sse.Prefetch0(row + CacheLine);
    }

    /// <summary>The next vector with the same codes; <see cref="None"/> after the last.</summary>
    public int TwinOf(int slot) =>
        slot / SlotSet.PageSlots < PageCount ? Volatile.Read(ref this[slot][0]) : None;

    /// <summary>Whether a slot is found through the chain of another one with the same codes.</summary>
    public bool IsTwin(int slot) => this[slot][1] == IsOfTwin;

    /// <summary>Puts a slot that has no links at the head of a node's chain; one caller at a time for a node.</summary>
    public void AddTwin(int node, int twin)
    {
        this[twin][1] = IsOfTwin;
        this[twin][0] = this[node][0];
        Volatile.Write(ref this[node][0], twin);
    }

    /// <summary>Empties the row of a slot.</summary>
    public void Clear(int slot) => this[slot].Fill(None);

    /// <summary>All rows of a page.</summary>
    public Span<int> Page(int page) => Volatile.Read(ref _pages)[page];

    /// <summary>Makes rows for slots below a number; one caller at a time.</summary>
    public void Reserve(int slotCount)
    {
        int needed = (slotCount + SlotSet.PageSlots - 1) / SlotSet.PageSlots;
        if (needed <= _pages.Length) return;
        var pages = new int[needed][];
        _pages.CopyTo(pages, 0);
        for (int page = _pages.Length; page < needed; page++)
        {
            pages[page] = GC.AllocateUninitializedArray<int>(SlotSet.PageSlots * RowLength);
            HugePages.PreferFor(pages[page]);
            Array.Fill(pages[page], None);
        }

        Volatile.Write(ref _pages, pages);
    }

    /// <summary>Replaces the links of a slot.</summary>
    public void SetLinks(int slot, ReadOnlySpan<int> links)
    {
        Span<int> row = this[slot];
        for (int i = 0; i < links.Length; i++) Volatile.Write(ref row[i + 1], links[i]);
        if (links.Length < MaxLinks) Volatile.Write(ref row[links.Length + 1], None);
    }

    /// <summary>A copy that changes apart from this.</summary>
    public GraphRows Copy()
    {
        int[][] pages = [.. _pages.Select(page => (int[])page.Clone())];
        foreach (int[] page in pages) HugePages.PreferFor(page);
        return new GraphRows { _pages = pages };
    }
}
