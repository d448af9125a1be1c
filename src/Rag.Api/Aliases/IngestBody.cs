using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>A text to ingest under an id.</summary>
/// <param name="DocId">The document's id.</param>
/// <param name="Text">Its text.</param>
/// <param name="Metadata">Flat key-value pairs; may be absent.</param>
/// <param name="Collection">The collection; default <c>default</c>.</param>
internal sealed record IngestBody(string? DocId, string? Text, RawJson? Metadata = null, string? Collection = null);
