using System.Text.Json;

namespace Rag.Stores.Pinecone;

/// <summary>What the vendor answered.</summary>
/// <param name="Json">The body; meaningless if nothing was found.</param>
/// <param name="IsFound"><see langword="false"/>: what the path or the request names does not exist.</param>
/// <param name="WrittenLsn">The sequence number of a write in its namespace; <see langword="null"/> if not
/// told.</param>
/// <param name="IndexedLsn">The sequence number up to which a read sees writes; <see langword="null"/> if not
/// told.</param>
internal readonly record struct PineconeAnswer(JsonElement Json, bool IsFound, long? WrittenLsn, long? IndexedLsn);
