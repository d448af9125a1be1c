using System.Numerics;

namespace Rag.Stores.Slots;

/// <summary>
/// An immutable set of slots in pages, so that a reader keeps the set it began with while a writer makes the next one
/// by copying the few pages it changes.
/// </summary>
internal sealed class SlotSet
{
    /// <summary>Slots of a page, a power of 2.</summary>
    public const int PageSlots = 4_096;

    private const int PageShift = 12;

    private static readonly ulong[] EmptyPage = new ulong[PageSlots / 64];

    private readonly ulong[][] _pages;

    /// <summary>The set of the bits of pages, which belong to it from then on.</summary>
    public SlotSet(ulong[][] pages) => _pages = pages;

    /// <summary>No slots.</summary>
    public static SlotSet Empty { get; } = new([]);

    /// <summary>How many slots are in the set.</summary>
    public int Count => _pages.Sum(static page => page.Sum(static word => BitOperations.PopCount(word)));

    /// <summary>Whether a slot is in the set.</summary>
    public bool Contains(int slot)
    {
        int page = slot >> PageShift;
        return (uint)page < (uint)_pages.Length
            && (_pages[page][(slot & (PageSlots - 1)) >> 6] & (1UL << (slot & 63))) != 0;
    }

    /// <summary>Number of pages; slots beyond them are not in the set.</summary>
    public int PageCount => _pages.Length;

    /// <summary>A page as bits, 64 slots a word; all clear for a page that is not there.</summary>
    public ReadOnlySpan<ulong> Page(int page) => page < _pages.Length ? _pages[page] : EmptyPage;

    /// <summary>The slots of the set, ascending.</summary>
    public IEnumerable<int> Slots()
    {
        for (int page = 0; page < _pages.Length; page++)
        {
            for (int word = 0; word < PageSlots / 64; word++)
            {
                int first = (page * PageSlots) + (word * 64);
                for (ulong bits = _pages[page][word]; bits != 0; bits &= bits - 1)
                    yield return first + BitOperations.TrailingZeroCount(bits);
            }
        }
    }

    /// <summary>How many slots are in this set and not in another.</summary>
    public int CountExcept(SlotSet other)
    {
        int count = 0;
        for (int page = 0; page < _pages.Length; page++)
        {
            ReadOnlySpan<ulong> without = other.Page(page);
            for (int word = 0; word < without.Length; word++)
                count += BitOperations.PopCount(_pages[page][word] & ~without[word]);
        }

        return count;
    }

    /// <summary>The slots in this set and not in another, ascending.</summary>
    public IEnumerable<int> Except(SlotSet other)
    {
        for (int page = 0; page < _pages.Length; page++)
        {
            for (int word = 0; word < PageSlots / 64; word++)
            {
                int first = (page * PageSlots) + (word * 64);
                for (ulong bits = _pages[page][word] & ~other.Page(page)[word]; bits != 0; bits &= bits - 1)
                    yield return first + BitOperations.TrailingZeroCount(bits);
            }
        }
    }

    /// <summary>The set without the one and with the other slots.</summary>
    public SlotSet Change(IEnumerable<int> removed, IEnumerable<int> added)
    {
        ulong[][] pages = [.. _pages];
        var copied = new HashSet<int>();
        foreach (int slot in removed) Word(ref pages, copied, slot) &= ~(1UL << (slot & 63));
        foreach (int slot in added) Word(ref pages, copied, slot) |= 1UL << (slot & 63);
        return new SlotSet(pages);
    }

    private static ref ulong Word(ref ulong[][] pages, HashSet<int> copied, int slot)
    {
        int page = slot >> PageShift;
        if (page >= pages.Length)
        {
            int before = pages.Length;
            Array.Resize(ref pages, page + 1);
            pages.AsSpan(before).Fill(EmptyPage);
        }

        if (copied.Add(page)) pages[page] = [.. pages[page]];
        return ref pages[page][(slot & (PageSlots - 1)) >> 6];
    }
}
