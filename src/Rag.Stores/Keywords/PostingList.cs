using System.Collections.Concurrent;
using Rag.Stores.Slots;

namespace Rag.Stores.Keywords;

/// <summary>
/// The passages that hold a term, ascending by slot, 4 bytes each: the slot in the upper 24 bits, the frequency in the
/// lower 8. Hidden passages stay until the index is built anew. One writer at a time, readers take no lock.
/// </summary>
/// <param name="number">Of the term in its index, 0-based.</param>
internal sealed class PostingList(int number)
{
    /// <summary>Slots an index can have.</summary>
    public const int MaxSlots = 1 << 24;

    /// <summary>This and larger frequencies stand in <see cref="_large"/>.</summary>
    private const int LargeFrequency = 255;

    private readonly AppendOnlyList<uint> _postings = new();
    private ConcurrentDictionary<int, int>? _large;

    /// <summary>Of the term in its index, 0-based.</summary>
    public int Number => number;

    /// <summary>Largest frequency so far; bounds what the term can add to a score.</summary>
    public int MaxFrequency { get; private set; }

    /// <summary>Length of the shortest passage so far; bounds what the term can add to a score.</summary>
    public int MinLength { get; private set; } = int.MaxValue;

    /// <summary>Visible passages that hold the term; changed and read together with what is visible.</summary>
    public int VisibleCount { get; set; }

    /// <summary>Size in memory, roughly.</summary>
    public int SizeBytes => 64 + (4 * _postings.Capacity);

    /// <summary>All postings written so far.</summary>
    public ReadOnlySpan<uint> Postings => _postings.AsSpan(_postings.Count);

    /// <summary>The slot of a posting.</summary>
    public static int SlotOf(uint posting) => (int)(posting >> 8);

    /// <summary>The frequency of a posting of this list.</summary>
    public int FrequencyOf(uint posting)
    {
        int frequency = (int)(posting & 0xFF);
        return frequency < LargeFrequency ? frequency : _large![SlotOf(posting)];
    }

    /// <summary>Adds a passage; its slot is greater than all before.</summary>
    public void Add(int slot, int frequency, int length)
    {
        MaxFrequency = Math.Max(MaxFrequency, frequency);
        MinLength = Math.Min(MinLength, length);
        if (frequency >= LargeFrequency) (_large ??= new ConcurrentDictionary<int, int>())[slot] = frequency;
        _postings.Add(((uint)slot << 8) | (uint)Math.Min(frequency, LargeFrequency));
    }
}
