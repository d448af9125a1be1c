using System.Diagnostics;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// The nearest slots that a walk has met so far, in order, and which of them it has been at. Distance, slot and the
/// mark lie in one number, so that keeping the order is a search and a move of memory.
/// </summary>
internal sealed class GraphBeam
{
    private ulong[] _entries = [];
    private int _size;

    /// <summary>How many are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether as many are in it as it may hold.</summary>
    public bool IsFull => Count == _size;

    /// <summary>Empties it.</summary>
    /// <param name="size">How many it may hold, 1 or more.</param>
    public void Begin(int size)
    {
        if (_entries.Length < size + 1) _entries = new ulong[size + 1];
        _size = size;
        Count = 0;
    }

    /// <summary>Lets it hold more, and keeps what is in it.</summary>
    public void Grow(int size)
    {
        if (_entries.Length < size + 1) Array.Resize(ref _entries, size + 1);
        _size = Math.Max(_size, size);
    }

    /// <summary>The slot at a place, the nearest at 0.</summary>
    public int SlotAt(int place) => (int)((uint)_entries[place] >> 1);

    /// <summary>The distance of the slot at a place.</summary>
    public float DistanceAt(int place) => BitConverter.UInt32BitsToSingle((uint)(_entries[place] >> 32));

    /// <summary>Whether a distance is near enough to be kept.</summary>
    public bool Admits(float distance) => Count < _size || distance < DistanceAt(Count - 1);

    /// <summary>Puts in a slot that was not in it; answers its place, or <see cref="Count"/> if it is too
    /// far.</summary>
    public int Add(int slot, float distance)
    {
        Debug.Assert(distance >= 0, "Bits of numbers that are not negative order as the numbers do.");
        ulong entry = ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | ((uint)slot << 1);
        if (IsFull && entry >= _entries[Count - 1]) return Count;
        int place = PlaceOf(entry);
        Array.Copy(_entries, place, _entries, place + 1, Count - place);
        _entries[place] = entry;
        if (Count < _size) Count++;
        return place;
    }

    /// <summary>How many entries are before one. Each half is as likely as the other, so that a jump would be guessed
    /// wrong every other time: there is none.</summary>
    private int PlaceOf(ulong entry)
    {
        ReadOnlySpan<ulong> entries = _entries.AsSpan(0, Count);
        int place = 0;
        for (int length = Count; length > 0;)
        {
            int half = (length + 1) >> 1;
            // -1 where the difference is negative; no entry has its highest bit set.
            place += half & (int)((long)(entries[place + half - 1] - entry) >> 63);
            length -= half;
        }

        return place;
    }

    /// <summary>The first place from one on where the walk has not been; <see cref="Count"/> for none.</summary>
    public int NextFrom(int place)
    {
        while (place < Count && (_entries[place] & 1) != 0) place++;
        return place;
    }

    /// <summary>Notes that the walk has been at a place.</summary>
    public void Mark(int place) => _entries[place] |= 1;
}
