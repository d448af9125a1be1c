using System.Text.Json.Nodes;

namespace Rag.Fakes.Weaviate;

/// <summary>What is answered to a request that was not refused.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body"><see langword="null"/> for an empty one.</param>
internal readonly record struct WeaviateAnswer(int Status, JsonNode? Body)
{
    /// <summary>200 without a body.</summary>
    public static WeaviateAnswer Empty => new(200, null);

    /// <summary>204.</summary>
    public static WeaviateAnswer NoContent => new(204, null);

    public static implicit operator WeaviateAnswer(JsonNode body) => new(200, body);
}
