using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Api.Json;
using Rag.Api.Queries;

namespace Rag.Api.OpenAI;

/// <summary>
/// A question in OpenAI's shape. What would change the answer and cannot be done is refused; what only tells about the
/// caller (<c>user</c>, <c>metadata</c>, <c>store</c>, …) is not read.
/// </summary>
internal sealed record ChatCompletionBody
{
    /// <summary><c>rag/&lt;collection&gt;</c>.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The chat; the last message is the question. System messages are instructions to the chat model, in all at most
    /// 8,000 characters.
    /// </summary>
    public IReadOnlyList<ChatCompletionMessage?>? Messages { get; init; }

    /// <summary>Whether the answer comes as server-sent events; default false.</summary>
    public bool? Stream { get; init; }

    /// <summary>How it is streamed.</summary>
    public ChatStreamOptions? StreamOptions { get; init; }

    /// <summary>0..2; default: the model's.</summary>
    public double? Temperature { get; init; }

    /// <summary>The older name of <c>max_completion_tokens</c>.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? MaxTokens { get; init; }

    /// <summary>Longest answer in the model's tokens, 1..32,000.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? MaxCompletionTokens { get; init; }

    /// <summary>
    /// <c>{"type": "json_schema", "json_schema": {"schema": …}}</c>, <c>{"type": "json_object"}</c> or
    /// <c>{"type": "text"}</c> (default).
    /// </summary>
    public JsonElement? ResponseFormat { get; init; }

    /// <summary>
    /// An extension: members of the body of <c>/query</c>, for instance <c>top_k</c>, <c>filter</c>, <c>mode</c>.
    /// </summary>
    public QueryBody? Rag { get; init; }

    /// <summary>Only 1.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? N { get; init; }

    /// <summary>Only 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Only 0.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Only 0.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Only false.</summary>
    public bool? Logprobs { get; init; }

    /// <summary>Only empty.</summary>
    public JsonElement? LogitBias { get; init; }

    /// <summary>Only empty.</summary>
    public JsonElement? Stop { get; init; }

    /// <summary>Only empty.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Only empty.</summary>
    public JsonElement? Functions { get; init; }

    /// <summary>Only empty.</summary>
    public JsonElement? Audio { get; init; }

    /// <summary>The first member whose value cannot be done.</summary>
    public string? FirstUnsupported() =>
        N is not (null or 1) ? $"'n' {N}"
        : TopP is not (null or 1) ? "'top_p' other than 1"
        : PresencePenalty is not (null or 0) ? "'presence_penalty' other than 0"
        : FrequencyPenalty is not (null or 0) ? "'frequency_penalty' other than 0"
        : Logprobs is true ? "'logprobs'"
        : IsGiven(LogitBias) ? "'logit_bias'"
        : IsGiven(Stop) ? "'stop'"
        : IsGiven(Tools) ? "'tools'"
        : IsGiven(Functions) ? "'functions'"
        : IsGiven(Audio) ? "'audio'"
        : null;

    private static bool IsGiven(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => false,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
        { ValueKind: JsonValueKind.Object } members => members.GetPropertyCount() > 0,
        _ => true,
    };
}
