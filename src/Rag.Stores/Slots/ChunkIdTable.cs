using System.Numerics;
using Rag.Pipeline;

namespace Rag.Stores.Slots;

/// <summary>
/// Finds the slot of a chunk id: open addressing over the slots' own column of ids, 4 bytes a place. Ids are hashes, so
/// their low bits serve as they are. One writer at a time, readers take no lock.
/// </summary>
/// <remarks>Nothing is removed: a slot that got another id is passed over, and left out when the table is made
/// anew.</remarks>
/// <param name="idAt">The id of a slot.</param>
/// <param name="isLive">Whether a slot still counts; of two slots with one id at most one does.</param>
internal sealed class ChunkIdTable(Func<int, ChunkId> idAt, Func<int, bool> isLive)
{
    private int[] _places = NewPlaces(64);
    private int _used;

    /// <summary>Size in memory.</summary>
    public long SizeBytes => 4L * Volatile.Read(ref _places).Length;

    /// <summary>The slot that an id was last set to; -1 if there is none. It may no longer be live.</summary>
    public int Find(ChunkId id)
    {
        int[] places = Volatile.Read(ref _places);
        for (int place = First(id, places); ; place = (place + 1) & (places.Length - 1))
        {
            int slot = Volatile.Read(ref places[place]);
            if (slot < 0) return -1;
            if (idAt(slot) == id) return slot;
        }
    }

    /// <summary>Lets an id be found at a slot, whose column already holds the id.</summary>
    public void Set(ChunkId id, int slot)
    {
        if (_used * 2 >= _places.Length) Renew();
        Put(_places, id, slot);
    }

    private void Put(int[] places, ChunkId id, int slot)
    {
        int place = First(id, places);
        while (places[place] >= 0 && idAt(places[place]) != id) place = (place + 1) & (places.Length - 1);
        if (places[place] < 0) _used++;
        Volatile.Write(ref places[place], slot);
    }

    private void Renew()
    {
        int live = _places.Count(slot => slot >= 0 && isLive(slot));
        int[] renewed = NewPlaces((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, 3 * live)));
        _used = 0;
        foreach (int slot in _places)
        {
            if (slot >= 0 && isLive(slot)) Put(renewed, idAt(slot), slot);
        }

        Volatile.Write(ref _places, renewed);
    }

    private static int First(ChunkId id, int[] places) => (int)(ulong)id.Value & (places.Length - 1);

    private static int[] NewPlaces(int count)
    {
        var places = new int[count];
        Array.Fill(places, -1);
        return places;
    }
}
