namespace Rag.Api.Aliases;

/// <summary>Chunks to store.</summary>
/// <param name="Chunks">The chunks.</param>
/// <param name="Collection">The collection; default <c>default</c>.</param>
internal sealed record UploadChunksBody(IReadOnlyList<PageChunk>? Chunks, string? Collection = null);
