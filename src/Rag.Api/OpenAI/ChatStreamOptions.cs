namespace Rag.Api.OpenAI;

/// <summary>How an answer is streamed.</summary>
/// <param name="IncludeUsage">Whether a chunk with the tokens comes before the end; default false.</param>
internal sealed record ChatStreamOptions(bool? IncludeUsage);
