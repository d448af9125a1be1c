namespace Rag.Pipeline;

/// <summary>Where a passage stands in its document.</summary>
/// <param name="Page">1-based page on which it starts; <see langword="null"/> where the format has no pages.</param>
/// <param name="Section">
/// The headings above it, outermost first, joined by <c> > </c>; <see langword="null"/> if none.
/// </param>
/// <param name="CharStart">First character, 0-based, in Unicode code points of the extracted text.</param>
/// <param name="CharEnd">One past the last character, in Unicode code points of the extracted text.</param>
public sealed record ChunkLocation(int? Page, string? Section, int CharStart, int CharEnd);
