namespace Rag.Pipeline;

/// <summary>What stands above a visible passage.</summary>
/// <param name="Id">The first passage below it with this metadata.</param>
/// <param name="DocumentId">Its document.</param>
/// <param name="Title">The document's title, if it has one.</param>
/// <param name="Section">The passage's <see cref="ChunkLocation.Section"/>.</param>
/// <param name="MetadataJson">The passage's metadata, canonical.</param>
public sealed record ChunkHeading(
    ChunkId Id, string DocumentId, string? Title, string? Section, string MetadataJson);
