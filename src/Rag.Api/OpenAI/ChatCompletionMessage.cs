using System.Text.Json;

namespace Rag.Api.OpenAI;

/// <summary>A message of a chat.</summary>
/// <param name="Role"><c>system</c>, <c>developer</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">A text, or a list of parts <c>{"type": "text", "text": …}</c>.</param>
internal sealed record ChatCompletionMessage(string? Role, JsonElement? Content);
