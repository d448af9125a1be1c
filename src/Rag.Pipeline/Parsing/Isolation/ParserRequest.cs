namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>What the child process is told of a file; the file's bytes follow.</summary>
/// <param name="ContentType">Canonical media type.</param>
/// <param name="FileName">What the uploader called it.</param>
/// <param name="Options">The limits.</param>
internal sealed record ParserRequest(string ContentType, string? FileName, ParsingOptions Options);
