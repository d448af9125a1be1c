namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>A page as poppler lays it out.</summary>
/// <param name="Width">Points.</param>
/// <param name="Height">Points.</param>
/// <param name="Blocks">
/// In reading order, each some lines of one column that stand close to each other; none is empty.
/// </param>
internal sealed record PdfPage(double Width, double Height, List<List<PdfLine>> Blocks)
{
    /// <summary>All lines in reading order.</summary>
    public IEnumerable<PdfLine> Lines => Blocks.SelectMany(block => block);
}
