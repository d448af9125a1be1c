namespace Rag.Stores.Embedded.Chunks;

/// <summary>A passage that is looked up together with others.</summary>
/// <param name="Place">Its place among them.</param>
/// <param name="ChunkKey">Its row.</param>
internal readonly record struct VisiblePassageKey(int Place, long ChunkKey);
