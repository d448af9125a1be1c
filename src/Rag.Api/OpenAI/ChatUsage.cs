using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>The chat model's tokens.</summary>
/// <param name="PromptTokens">Tokens that it read.</param>
/// <param name="CompletionTokens">Tokens that it made.</param>
/// <param name="TotalTokens">Both.</param>
internal sealed record ChatUsage(int PromptTokens, int CompletionTokens, int TotalTokens)
{
    /// <summary>The use of an answer.</summary>
    public static ChatUsage Of(AnswerUsage usage) => new(
        usage.PromptTokens, usage.CompletionTokens, usage.PromptTokens + usage.CompletionTokens);
}
