using Rag.Pipeline.Models;

namespace Rag.Pipeline.Retrieval;

/// <summary>A collection to search.</summary>
/// <param name="Index">Its active generation.</param>
/// <param name="Model">The model that its vectors were made with.</param>
/// <param name="Store">Name of the vector store that holds them.</param>
/// <param name="Metric">How the store measures similarity.</param>
public sealed record RetrievalTarget(IndexId Index, EmbeddingModelId Model, string Store, DistanceMetric Metric);
