using System.Text.Json.Serialization;

namespace Rag.Api.OpenAI;

/// <summary>Vectors in OpenAI's shape, in the order of the texts.</summary>
/// <param name="Kind">Always <c>list</c>.</param>
/// <param name="Data">The vectors.</param>
/// <param name="Model">As it was asked for.</param>
/// <param name="Usage">What it used.</param>
internal sealed record EmbeddingsAnswer(
    [property: JsonPropertyName("object")] string Kind,
    IReadOnlyList<EmbeddingItem> Data,
    string Model,
    EmbeddingsUsage Usage);
