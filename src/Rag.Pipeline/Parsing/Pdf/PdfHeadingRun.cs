using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>One to three lines that may be a heading.</summary>
/// <param name="Lines">Of one block, one below the other.</param>
/// <param name="Style">How all of them are printed.</param>
/// <param name="PageIndex">The page that they stand on; the first is 0.</param>
internal sealed partial record PdfHeadingRun(List<PdfLine> Lines, PdfStyle Style, int PageIndex)
{
    /// <summary>The same for those that have no text between them.</summary>
    public int Chain { get; set; }

    /// <summary>All of it on one line.</summary>
    public string Text { get; } = string.Join(' ', Lines.Select(line => line.Text));

    /// <summary>Whether it begins with its number: <c>2</c>, <c>2.1</c>, <c>A.</c></summary>
    public bool IsNumbered => Number().IsMatch(Text);

    /// <summary>Makes it a heading.</summary>
    public void Mark(int level)
    {
        foreach (PdfLine line in Lines)
        {
            line.HeadingLevel = Math.Clamp(level, 1, 6);
            line.ContinuesHeading = line != Lines[0];
        }
    }

    [GeneratedRegex(@"\A(?:\d+(?:\.\d+)*|[A-Z]\.)[.)]?\s",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
