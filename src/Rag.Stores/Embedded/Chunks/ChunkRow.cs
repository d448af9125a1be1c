using Rag.Pipeline;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>A passage as it is written: the chunk and what was computed for it on the caller's thread.</summary>
/// <param name="Chunk">The passage.</param>
/// <param name="Length">Terms in it, each occurrence counted.</param>
/// <param name="Terms">Its term frequencies.</param>
internal sealed record ChunkRow(Chunk Chunk, int Length, byte[] Terms);
