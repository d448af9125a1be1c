using System.Text.Json.Serialization;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>The vector of a text.</summary>
/// <param name="Kind">Always <c>embedding</c>.</param>
/// <param name="Index">The text's place, from 0.</param>
/// <param name="Embedding">A list of numbers, or a text of base64.</param>
internal sealed record EmbeddingItem(
    [property: JsonPropertyName("object")] string Kind, int Index, RawJson Embedding);
