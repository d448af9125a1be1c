namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>The pieces of a page with their fonts, and which lines of text they belong to.</summary>
internal sealed class PdfPageStyles(PdfPage page)
{
    // Words of code stand in headings and in text; what is around them says which it is.
    private const double WeightOfCode = 0.2;
    private const double SameSize = 0.9;

    // More of them than lines, as fonts change within a line.
    private const int MaxPieces = 20_000;

    private readonly List<(PdfBox Box, PdfStyle Style, int Length)> _pieces = [];

    public void Add(PdfBox box, PdfStyle style, int length)
    {
        if (_pieces.Count < MaxPieces)
            _pieces.Add((box, style, length));
    }

    /// <summary>Notes on each line of the page how most of it is printed.</summary>
    public void Apply()
    {
        if (page.IsCrowded)
            return;
        _pieces.Sort((one, other) => one.Box.Middle.CompareTo(other.Box.Middle));
        double[] middles = [.. _pieces.Select(piece => piece.Box.Middle)];
        foreach (PdfLine line in page.Lines)
            Apply(line, middles);
    }

    private void Apply(PdfLine line, double[] middles)
    {
        int first = Array.BinarySearch(middles, line.Box.Top);
        if (first < 0)
            first = ~first;
        var lengths = new Dictionary<PdfStyle, double>();
        for (int index = first; index < middles.Length && middles[index] <= line.Box.Bottom; index++)
        {
            (PdfBox box, PdfStyle style, int length) = _pieces[index];
            double common = Math.Min(box.Right, line.Box.Right) - Math.Max(box.Left, line.Box.Left);
            if (common <= 0)
                continue;
            // A piece may be longer than the line: the program knows no columns.
            double share = length * Math.Min(1, common / Math.Max(box.Width, 1));
            lengths[style] = lengths.GetValueOrDefault(style) + share;
        }
        if (lengths.Count == 0)
            return;
        PdfStyle most = lengths.MaxBy(style => style.Value * (style.Key.IsMonospaced ? WeightOfCode : 1)).Key;
        line.Style = most;
        double alike = lengths.Where(style => IsAlike(style.Key, most)).Sum(style => style.Value);
        line.Uniformity = alike / lengths.Values.Sum();
    }

    private static bool IsAlike(PdfStyle style, PdfStyle most) =>
        style.Size >= most.Size * SameSize && (style.IsBold == most.IsBold || style.IsMonospaced);
}
