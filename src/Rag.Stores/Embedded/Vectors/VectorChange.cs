namespace Rag.Stores.Embedded.Vectors;

/// <summary>A committed change of an index.</summary>
/// <param name="Added">Vectors at slots that no query sees yet.</param>
/// <param name="Removed">Slots that hold nothing any more.</param>
internal sealed record VectorChange(IReadOnlyList<StoredVector> Added, IReadOnlyList<int> Removed);
