using Rag.Pipeline;

namespace Rag.Stores.Keywords;

/// <summary>What the keyword index keeps of a passage.</summary>
/// <param name="ChunkKey">Its row.</param>
/// <param name="Id">Its id.</param>
/// <param name="MetadataJson">Its metadata, canonical.</param>
/// <param name="Length">Terms in it, each occurrence counted.</param>
/// <param name="Terms">Its <see cref="TermFrequencies"/>.</param>
internal readonly record struct PassageTerms(long ChunkKey, ChunkId Id, string MetadataJson, int Length, byte[] Terms);
