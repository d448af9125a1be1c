namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>What the graph of an index is kept by.</summary>
/// <param name="Threshold">Vectors from which on an index has a graph; 0 for none at all.</param>
/// <param name="Threads">Threads that link vectors.</param>
/// <param name="Turn">One index at a time takes them.</param>
/// <param name="Path">The graph's file.</param>
/// <param name="IndexKey">The index.</param>
internal sealed record GraphOptions(int Threshold, int Threads, SemaphoreSlim Turn, string Path, long IndexKey);
