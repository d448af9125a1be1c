namespace Rag.Pipeline.Parsing;

/// <summary>A file to parse.</summary>
/// <param name="Content">Seekable, positioned at 0; the caller disposes it.</param>
/// <param name="ContentType">Canonical media type as accepted at upload, for instance <c>application/pdf</c>.</param>
/// <param name="FileName">What the uploader called it; used as a hint only, never as a path.</param>
public sealed record ParseSource(Stream Content, string ContentType, string? FileName);
