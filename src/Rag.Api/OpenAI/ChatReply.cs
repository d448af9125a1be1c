namespace Rag.Api.OpenAI;

/// <summary>What the assistant says.</summary>
/// <param name="Role">Always <c>assistant</c>.</param>
/// <param name="Content">The answer's text with its markers.</param>
/// <param name="Refusal">Always <see langword="null"/>: an abstention is an answer, see <c>rag.no_answer</c>.</param>
internal sealed record ChatReply(string Role, string Content, string? Refusal);
