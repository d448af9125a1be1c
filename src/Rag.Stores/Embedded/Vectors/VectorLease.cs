namespace Rag.Stores.Embedded.Vectors;

/// <summary>The use of an index by a query or a write; while it lasts, the index' files stay open and its slots
/// stay.</summary>
/// <param name="Index">The index.</param>
/// <param name="Epoch">When the use began.</param>
internal readonly record struct VectorLease(VectorIndex Index, long Epoch) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Index.Queries.Exit(Epoch);
}
