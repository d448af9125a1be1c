namespace Rag.Api.Documents;

/// <summary>Why a document of a batch was refused.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What was wrong and what to do.</param>
/// <param name="Retryable">Whether the same document can succeed later.</param>
internal sealed record BatchError(string Code, string Message, bool Retryable);
