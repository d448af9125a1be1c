using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>What queries see at a moment: immutable, replaced as a whole.</summary>
/// <param name="Blocks">The blocks; block b has the slots from b · 4,096 on.</param>
/// <param name="Live">The slots that hold vectors.</param>
/// <param name="Count">How many slots that are.</param>
/// <param name="Metadata">The table that the blocks' numbers refer to.</param>
/// <param name="MaxError">Largest quantisation error of a vector.</param>
/// <param name="MaxNorm">Largest length of a vector.</param>
internal sealed record VectorSnapshot(
    VectorBlock[] Blocks, SlotSet Live, int Count, MetadataTable Metadata, float MaxError, float MaxNorm);
