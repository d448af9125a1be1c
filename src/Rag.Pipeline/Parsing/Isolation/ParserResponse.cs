namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>The child's answer: a document or the reason why there is none.</summary>
/// <param name="Document">What was read; <see langword="null"/> on failure.</param>
/// <param name="FailureCode">Code of <see cref="ParseException"/>; <see langword="null"/> on success.</param>
/// <param name="FailureMessage">Its message; <see langword="null"/> on success.</param>
/// <param name="IsExhausted">Whether the child ran out of memory and must be replaced.</param>
internal sealed record ParserResponse(
    ParsedDocument? Document, string? FailureCode, string? FailureMessage, bool IsExhausted = false);
