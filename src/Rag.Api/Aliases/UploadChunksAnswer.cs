namespace Rag.Api.Aliases;

/// <summary>The chunks are searchable.</summary>
/// <param name="Success"><c>true</c>.</param>
/// <param name="Message">How many.</param>
internal sealed record UploadChunksAnswer(bool Success, string Message);
