namespace Rag.Api.Streaming;

/// <summary>Data of the terminal <c>error</c> event.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What went wrong and what to do.</param>
/// <param name="Retryable">Whether the same request can succeed later.</param>
internal sealed record ErrorEvent(string Code, string Message, bool Retryable);
