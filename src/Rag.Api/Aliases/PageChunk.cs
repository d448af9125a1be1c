using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>A chunk as LangChain spells it.</summary>
/// <param name="PageContent">The passage.</param>
/// <param name="Metadata">Flat key-value pairs; may be absent.</param>
internal sealed record PageChunk(string? PageContent, RawJson? Metadata = null);
