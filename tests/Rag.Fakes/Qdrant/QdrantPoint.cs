using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>A stored point.</summary>
/// <param name="Vectors">By name; the empty name for the unnamed one.</param>
/// <param name="Payload">An object.</param>
/// <param name="Version">The operation that wrote it.</param>
internal sealed record QdrantPoint(IReadOnlyDictionary<string, PointVector> Vectors, JsonElement Payload, long Version)
{
    public static JsonElement NoPayload { get; } = JsonSerializer.Deserialize<JsonElement>("{}");
}
