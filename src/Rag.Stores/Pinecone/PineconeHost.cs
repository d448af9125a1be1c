using Rag.Pipeline;

namespace Rag.Stores.Pinecone;

/// <summary>An index of the vendor's: all collections of one dimension and metric share it.</summary>
/// <param name="Url">Where it answers.</param>
/// <param name="Settings">What it was made for.</param>
/// <param name="IsReady">Whether it answers yet.</param>
internal sealed record PineconeHost(Uri Url, VectorIndexSettings Settings, bool IsReady);
