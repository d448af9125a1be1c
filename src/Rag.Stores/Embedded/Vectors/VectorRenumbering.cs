using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>Drops the metadata of vectors that are gone: their table only grows otherwise.</summary>
internal static class VectorRenumbering
{
    private const int MinUnused = 1_024;

    /// <summary>Whether the table has surely more unused entries than used ones.</summary>
    public static bool IsWorthIt(VectorSnapshot snapshot) =>
        snapshot.Metadata.Count > (2 * snapshot.Count) + MinUnused;

    /// <summary>The same snapshot with a table of what its vectors use.</summary>
    public static VectorSnapshot Renumber(VectorSnapshot snapshot)
    {
        var metadata = new MetadataTable();
        VectorBlock[] blocks =
        [
            .. snapshot.Blocks.Select((block, number) =>
            {
                var numbers = new int[block.Capacity];
                for (int place = 0; place < numbers.Length; place++)
                {
                    if (snapshot.Live.Contains((number * SlotSet.PageSlots) + place))
                        numbers[place] = metadata.NumberOf(snapshot.Metadata[block.MetadataNumbers[place]]);
                }

                return block.WithMetadata(numbers);
            }),
        ];
        return snapshot with { Blocks = blocks, Metadata = metadata };
    }
}
