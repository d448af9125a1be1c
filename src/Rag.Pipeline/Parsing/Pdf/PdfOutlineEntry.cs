namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>A line of the outline that a PDF carries, which viewers show beside its pages.</summary>
/// <param name="Title">As it is written there.</param>
/// <param name="Level">1 is outermost.</param>
/// <param name="Page">Where it leads to; the first page is 1.</param>
internal sealed record PdfOutlineEntry(string Title, int Level, int Page);
