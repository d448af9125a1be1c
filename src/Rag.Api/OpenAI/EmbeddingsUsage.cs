namespace Rag.Api.OpenAI;

/// <summary>Tokens that were embedded; estimated where the model reports none.</summary>
/// <param name="PromptTokens">The tokens.</param>
/// <param name="TotalTokens">The same.</param>
internal sealed record EmbeddingsUsage(long PromptTokens, long TotalTokens);
