namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>A place on a page, in points; the origin is the page's upper left corner.</summary>
internal readonly record struct PdfBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double Middle => (Top + Bottom) / 2;

    /// <summary>The smallest box that holds both.</summary>
    public PdfBox Union(PdfBox other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top),
        Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}
