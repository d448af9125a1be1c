namespace Rag.Api.Queries;

/// <summary>A message of a conversation.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What was said.</param>
internal sealed record ChatMessageBody(string? Role, string? Content);
