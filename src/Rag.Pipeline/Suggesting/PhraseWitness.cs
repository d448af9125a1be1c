namespace Rag.Pipeline.Suggesting;

/// <summary>A passage below a phrase: while one of them is visible and matches the filter, the phrase may be
/// shown.</summary>
/// <param name="Id">The passage.</param>
/// <param name="DocumentId">Its document.</param>
/// <param name="MetadataNumber">Its metadata's place in <see cref="HeadingIndex.Metadata"/>.</param>
internal readonly record struct PhraseWitness(ChunkId Id, string DocumentId, int MetadataNumber);
