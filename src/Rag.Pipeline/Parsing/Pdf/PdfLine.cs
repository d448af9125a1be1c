namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>A printed line of one column.</summary>
/// <param name="text">Its words with spaces between them, in reading order.</param>
/// <param name="box">Where it stands.</param>
/// <param name="firstWordWidth">
/// How much room its first word takes, in points: whether it would have fitted on the line before.
/// </param>
internal sealed class PdfLine(string text, PdfBox box, double firstWordWidth)
{
    public string Text { get; } = text;

    public PdfBox Box { get; } = box;

    public double FirstWordWidth { get; } = firstWordWidth;

    /// <summary>Whether it is a row of a table, with <c>|</c> between its cells.</summary>
    public bool IsRow { get; init; }

    /// <summary>How most of its characters are printed; <see langword="null"/> if that is not known.</summary>
    public PdfStyle? Style { get; set; }

    /// <summary>The share of its characters that are printed like <see cref="Style"/>, 0..1.</summary>
    public double Uniformity { get; set; }

    /// <summary>1 to 6; 0 if it is no heading.</summary>
    public int HeadingLevel { get; set; }

    /// <summary>Whether it goes on with the heading of the line before.</summary>
    public bool ContinuesHeading { get; set; }

    /// <summary>Whether it is written from bottom to top or from top to bottom.</summary>
    public bool IsVertical => Text.Length > 2 && Box.Height > Box.Width * 1.5;
}
