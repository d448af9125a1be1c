namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>The room that the lines of a block have.</summary>
/// <param name="Left">Where its lines start.</param>
/// <param name="Right">Where they end at the latest.</param>
/// <param name="Leading">From line to line, in points; 0 for a single one.</param>
internal readonly record struct PdfColumn(double Left, double Right, double Leading)
{
    private const int LinesThatShowTheWidth = 3;

    /// <summary>The room of a block.</summary>
    public static PdfColumn Of(List<PdfLine> block, PdfPage page, bool isCrowded)
    {
        double left = block.Min(line => line.Box.Left);
        double right = block.Max(line => line.Box.Right);
        double[] leadings = [.. block.Zip(block.Skip(1), (one, next) => next.Box.Top - one.Box.Top).Order()];
        if (block.Count < LinesThatShowTheWidth && !isCrowded)
            right = Math.Max(right, UsualRight(left, block[0].Box.Height, page));
        return new(left, right, leadings.Length == 0 ? 0 : leadings[leadings.Length / 2]);
    }

    // Where three of four of the page's lines end that start here.
    private static double UsualRight(double left, double height, PdfPage page)
    {
        double[] rights =
        [
            .. page.Lines.Where(line => Math.Abs(line.Box.Left - left) < height * 3)
                .Select(line => line.Box.Right).Order(),
        ];
        return rights[rights.Length * 3 / 4];
    }
}
