using System.Collections.Concurrent;
using System.Numerics;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// The slots of a snapshot that match a filter, kept while queries see that snapshot: mostly many questions with few
/// filters come between two changes.
/// </summary>
internal sealed class MatchingSlots
{
    /// <summary>Filters whose slots are kept, a bit for each slot; one more and all are forgotten.</summary>
    private const int MaxKeptFilters = 64;

    private Kept? _kept;

    /// <summary>The live slots that match.</summary>
    /// <param name="snapshot">What the query sees.</param>
    /// <param name="filter">The filter, with at least the metadata of the snapshot evaluated.</param>
    public SlotSet Of(VectorSnapshot snapshot, FilterMatches filter)
    {
        Kept? kept = Volatile.Read(ref _kept);
        if (kept is null || !ReferenceEquals(kept.Snapshot, snapshot))
            Volatile.Write(ref _kept, kept = new Kept(snapshot, new ConcurrentDictionary<FilterMatches, SlotSet>()));
        if (kept.Slots.TryGetValue(filter, out SlotSet? slots)) return slots;
        if (kept.Slots.Count >= MaxKeptFilters) kept.Slots.Clear();
        return kept.Slots[filter] = Evaluate(snapshot, filter);
    }

    private static SlotSet Evaluate(VectorSnapshot snapshot, FilterMatches filter)
    {
        var pages = new ulong[snapshot.Live.PageCount][];
        for (int page = 0; page < pages.Length; page++)
        {
            ReadOnlySpan<ulong> live = snapshot.Live.Page(page);
            int[] metadata = snapshot.Blocks[page].MetadataNumbers;
            ulong[] matching = pages[page] = new ulong[live.Length];
            for (int word = 0; word < live.Length; word++)
            {
                for (ulong bits = live[word]; bits != 0; bits &= bits - 1)
                {
                    int bit = BitOperations.TrailingZeroCount(bits);
                    if (filter[metadata[(word * 64) + bit]]) matching[word] |= 1UL << bit;
                }
            }
        }

        return new SlotSet(pages);
    }

    private sealed record Kept(VectorSnapshot Snapshot, ConcurrentDictionary<FilterMatches, SlotSet> Slots);
}
