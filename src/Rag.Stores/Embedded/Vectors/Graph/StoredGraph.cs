using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>A graph as it was read from the disk, by pages of slots.</summary>
/// <param name="Rows">The links.</param>
/// <param name="Indexed">The slots that were linked, 64 a word.</param>
/// <param name="Checksums">For each slot, the checksum of the vector that was linked.</param>
internal sealed record StoredGraph(GraphRows Rows, ulong[][] Indexed, uint[][] Checksums)
{
    /// <summary>The slots that were linked.</summary>
    public IEnumerable<int> Slots()
    {
        for (int slot = 0; slot < Indexed.Length * SlotSet.PageSlots; slot++)
        {
            if ((Indexed[slot / SlotSet.PageSlots][slot % SlotSet.PageSlots / 64] & (1UL << slot)) != 0)
                yield return slot;
        }
    }

    /// <summary>The checksum that a slot was linked with.</summary>
    public uint ChecksumOf(int slot) => Checksums[slot / SlotSet.PageSlots][slot % SlotSet.PageSlots];
}
