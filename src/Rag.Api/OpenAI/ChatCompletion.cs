using System.Text.Json.Serialization;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>An answer in OpenAI's shape.</summary>
/// <param name="Id">The query's id.</param>
/// <param name="Kind">Always <c>chat.completion</c>.</param>
/// <param name="Created">When it was made, in seconds since 1970.</param>
/// <param name="Model">As it was asked for: <c>rag/&lt;collection&gt;</c>.</param>
/// <param name="Choices">The one answer.</param>
/// <param name="Usage">The chat model's tokens.</param>
/// <param name="Rag">An extension: sources, citations and what else <c>/query</c> tells.</param>
internal sealed record ChatCompletion(
    string Id,
    [property: JsonPropertyName("object")] string Kind,
    long Created,
    string Model,
    IReadOnlyList<ChatChoice> Choices,
    ChatUsage Usage,
    ChatEvidence Rag)
{
    /// <summary>The answer of a model.</summary>
    public static ChatCompletion Of(Answer answer, string model, long created) => new(
        answer.Id,
        "chat.completion",
        created,
        model,
        [new ChatChoice(0, new ChatReply("assistant", answer.Text, null), null, FinishReasonOf(answer))],
        ChatUsage.Of(answer.Usage),
        ChatEvidence.Of(answer));

    /// <summary>Why the answer ends; one that no model was asked for ends because it is complete.</summary>
    public static string FinishReasonOf(Answer answer) =>
        answer.FinishReason is "length" or "content_filter" ? answer.FinishReason : "stop";
}
