using Rag.Pipeline;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>A vector as it is written.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Record">What the caller gave, its vector normalised where the metric asks for it.</param>
/// <param name="Crc">Checksum of the row and the floats.</param>
internal sealed record VectorRow(int Slot, VectorRecord Record, uint Crc);
