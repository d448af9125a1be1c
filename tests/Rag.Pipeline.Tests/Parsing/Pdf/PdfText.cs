namespace Rag.Pipeline.Tests.Parsing.Pdf;

/// <summary>A piece of text at a place of a page.</summary>
/// <param name="X">Points from the left edge.</param>
/// <param name="Y">Points from the lower edge of a page that is 792 high.</param>
/// <param name="Text">ASCII without parentheses.</param>
/// <param name="Size">Of the font, in points.</param>
/// <param name="Font">1 is Helvetica, 2 Helvetica-Bold, 3 Courier.</param>
internal sealed record PdfText(double X, double Y, string Text, double Size = 10, int Font = 1)
{
    /// <summary>Lines below each other, twelve points apart.</summary>
    public static PdfText[] Lines(double x, double y, params string[] lines) =>
        [.. lines.Select((line, index) => new PdfText(x, y - (index * 12), line))];
}
