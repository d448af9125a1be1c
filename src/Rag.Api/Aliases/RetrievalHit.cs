using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>A passage that was found.</summary>
/// <param name="DocId">Its document.</param>
/// <param name="Score">The score that orders.</param>
/// <param name="Metadata">The document's metadata with the chunk's own laid over it.</param>
/// <param name="Text">The passage.</param>
internal sealed record RetrievalHit(string DocId, double Score, RawJson Metadata, string Text);
