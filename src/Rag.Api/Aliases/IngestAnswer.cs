namespace Rag.Api.Aliases;

/// <summary>A text was accepted.</summary>
/// <param name="DocId">The document's id.</param>
/// <param name="Status"><c>accepted</c>.</param>
/// <param name="Message">The same in words.</param>
internal sealed record IngestAnswer(string DocId, string Status, string Message);
