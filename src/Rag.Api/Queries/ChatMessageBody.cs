namespace Rag.Api.Queries;

/// <summary>A message of a conversation.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What was said: a text of 1..100,000 characters.</param>
internal sealed record ChatMessageBody(string? Role, string? Content)
{
    /// <summary>The role of the person who asks.</summary>
    public const string User = "user";

    /// <summary>The role of whoever answers.</summary>
    public const string Assistant = "assistant";
}
