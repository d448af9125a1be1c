using Rag.Pipeline;
using Rag.Stores.Slots;

namespace Rag.Stores.Tests.Slots;

public sealed class ChunkIdTableTests
{
    [Fact]
    public void Slots_that_get_other_ids_again_and_again_are_found_by_their_last_ones()
    {
        const int slots = 500;
        var random = new Random(20_261_121);
        var ids = new ChunkId[slots];
        var slotOf = new Dictionary<ChunkId, int>();
        var table = new ChunkIdTable(slot => ids[slot], slot => slotOf.GetValueOrDefault(ids[slot], -1) == slot);
        for (int step = 0; step < 20_000; step++)
        {
            // Few ids with the same low bits, so that chains collide.
            var id = new ChunkId((UInt128)(random.Next(400) * 64));
            slotOf.Remove(id);
            if (random.Next(3) > 0)
            {
                int free = Enumerable.Range(random.Next(slots), slots).Select(slot => slot % slots)
                    .First(slot => slotOf.GetValueOrDefault(ids[slot], -1) != slot);
                ids[free] = id;
                slotOf[id] = free;
                table.Set(id, free);
            }

            var asked = new ChunkId((UInt128)(random.Next(400) * 64));
            int found = table.Find(asked);
            bool isLive = found >= 0 && slotOf.GetValueOrDefault(asked, -1) == found;
            Assert.Equal(slotOf.ContainsKey(asked), isLive);
        }

        Assert.InRange(table.SizeBytes, 1, 4 * 4 * 1_024);
    }
}
