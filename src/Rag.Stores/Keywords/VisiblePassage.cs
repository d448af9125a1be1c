using Rag.Pipeline;

namespace Rag.Stores.Keywords;

/// <summary>A visible passage without its text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ChunkKey">Its row.</param>
/// <param name="Document">The version it belongs to.</param>
/// <param name="Ordinal">0-based position in the version.</param>
/// <param name="MetadataJson">Its metadata, canonical.</param>
internal readonly record struct VisiblePassage(
    ChunkId Id, long ChunkKey, IndexedDocument Document, int Ordinal, string MetadataJson);
