using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Api.Json;
using Rag.Api.Search;

namespace Rag.Api.Queries;

/// <summary>Body of a question.</summary>
internal record QueryBody : RetrievalBody
{
    /// <summary>The question, 1..8,000 characters; <c>query</c> means the same.</summary>
    public string? Question { get; init; }

    /// <summary>
    /// Instead of a question: a conversation, 1..200 messages of roles <c>user</c> and <c>assistant</c>, the oldest
    /// first. The last is the question; of the others, the model is told the newest that fit
    /// (<c>Prompting:MaxHistoryTokens</c>), and with a chat model the question is rewritten to be searched for alone:
    /// <c>searched_for</c> says how.
    /// </summary>
    public IReadOnlyList<ChatMessageBody?>? Messages { get; init; }

    /// <summary>
    /// The conversation that the question goes on with, 1..128 of <c>A-Za-z0-9_.-</c>; a new id begins one. What was
    /// said is known and the answer is kept, until <c>DELETE /v1/conversations/{id}</c>. One question at a time:
    /// another is refused with 409 <c>conversation_busy</c>.
    /// </summary>
    public string? ConversationId { get; init; }

    /// <summary>Without evidence: <c>refuse</c> (default) or <c>answer</c> from the model's own knowledge.</summary>
    public string? OnNoContext { get; init; }

    /// <summary>
    /// The JSON that the answer is to be, in <c>answer_json</c>: a JSON schema, or OpenAI's
    /// <c>{"type": "json_schema", "json_schema": {"schema": …}}</c> or <c>{"type": "json_object"}</c>. It is checked,
    /// and the model may mend it once. Keywords of the schema that cannot be checked, as <c>pattern</c>, are refused.
    /// </summary>
    public JsonElement? ResponseFormat { get; init; }

    /// <summary>0..2; default: the model's.</summary>
    public double? Temperature { get; init; }

    /// <summary>Longest answer in the model's tokens, 1..32,000.</summary>
    [JsonConverter(typeof(WholeNumber))]
    public int? MaxTokens { get; init; }

    /// <summary>Goes on when the client is gone; the answer can be fetched for five minutes. Default: false.</summary>
    public bool? Detach { get; init; }

    /// <summary>The question, wherever it stands.</summary>
    public string? Text() => Question ?? Query ?? (Messages is [.., { } last] ? last.Content : null);
}
