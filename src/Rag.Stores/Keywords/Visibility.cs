using Rag.Stores.Slots;

namespace Rag.Stores.Keywords;

/// <summary>What searches see at a moment: immutable, replaced as a whole.</summary>
/// <param name="Slots">The visible passages.</param>
/// <param name="SlotCount">Slots in use; postings beyond are not visible yet.</param>
/// <param name="Passages">Number of visible passages.</param>
/// <param name="TotalLength">Sum of their lengths in terms.</param>
internal sealed record Visibility(SlotSet Slots, int SlotCount, long Passages, long TotalLength)
{
    /// <summary>Nothing is visible.</summary>
    public static Visibility None { get; } = new(SlotSet.Empty, 0, 0, 0);

    /// <summary>Mean length of the visible passages; 1 if there are none.</summary>
    public double AverageLength => TotalLength > 0 ? (double)TotalLength / Passages : 1;
}
