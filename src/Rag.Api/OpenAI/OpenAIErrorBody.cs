namespace Rag.Api.OpenAI;

/// <summary>Body of an error in OpenAI's shape.</summary>
/// <param name="Error">The error.</param>
internal sealed record OpenAIErrorBody(OpenAIErrorDetail Error);
