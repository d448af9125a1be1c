using System.Text.Json.Serialization;

namespace Rag.Api.OpenAI;

/// <summary>A piece of a streamed answer in OpenAI's shape.</summary>
internal sealed record ChatChunk
{
    /// <summary>The query's id.</summary>
    public required string Id { get; init; }

    /// <summary>Always <c>chat.completion.chunk</c>.</summary>
    [JsonPropertyName("object")]
    public string Kind { get; init; } = "chat.completion.chunk";

    /// <summary>When the answer was begun, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>As it was asked for: <c>rag/&lt;collection&gt;</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The piece; empty in the chunk with the usage.</summary>
    public IReadOnlyList<ChatChunkChoice> Choices { get; init; } = [];

    /// <summary>The chat model's tokens, in a chunk of its own before the end, if asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatUsage? Usage { get; init; }

    /// <summary>An extension, in the first and the last chunk with a choice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatEvidence? Rag { get; init; }
}
