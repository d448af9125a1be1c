namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>A page as poppler lays it out.</summary>
/// <param name="Width">Points.</param>
/// <param name="Height">Points.</param>
/// <param name="Blocks">
/// In reading order, each some lines of one column that stand close to each other; none is empty.
/// </param>
internal sealed record PdfPage(double Width, double Height, List<List<PdfLine>> Blocks)
{
    // A newspaper's page has half of it. What compares lines with each other leaves larger ones alone: they are
    // drawings, or made to keep us busy.
    private const int MaxLines = 2_000;

    /// <summary>Whether it has too many lines to compare them with each other.</summary>
    public bool IsCrowded => Blocks.Sum(block => block.Count) > MaxLines;

    /// <summary>All lines in reading order.</summary>
    public IEnumerable<PdfLine> Lines => Blocks.SelectMany(block => block);
}
