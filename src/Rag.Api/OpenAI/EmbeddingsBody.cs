using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Api.Json;

namespace Rag.Api.OpenAI;

/// <summary>Texts to embed, in OpenAI's shape.</summary>
internal sealed record EmbeddingsBody
{
    /// <summary><c>rag/&lt;collection&gt;</c>: the embedding model of the collection.</summary>
    public string? Model { get; init; }

    /// <summary>A text, or 1..2,048 of them; token ids are refused.</summary>
    public JsonElement? Input { get; init; }

    /// <summary><c>float</c> (default) or <c>base64</c>: 32-bit floats, little-endian.</summary>
    public string? EncodingFormat { get; init; }

    /// <summary>Only the collection's own.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? Dimensions { get; init; }

    /// <summary>
    /// An extension: <c>passage</c> (default) or <c>query</c>, which some models embed differently.
    /// </summary>
    public string? InputType { get; init; }
}
