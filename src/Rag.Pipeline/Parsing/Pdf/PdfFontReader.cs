using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Reads what <c>pdftohtml -xml</c> writes: in which font each piece of a page is printed, and the outline. The styles
/// are noted on the lines that stand where the pieces do.
/// </summary>
internal sealed partial class PdfFontReader(IReadOnlyList<PdfPage> pages)
{
    /// <summary>
    /// How much larger than the page the program is to write: sizes are whole numbers there.
    /// </summary>
    public const int Zoom = 3;

    // What one file may hold; the rest of a hostile one is text like any other.
    private const int MaxFonts = 10_000;
    private const int MaxOutlineEntries = ParsedDocumentBuilder.MaxHeadings;
    private const int MaxOutlineDepth = 20;

    private readonly Dictionary<int, PdfStyle> _fonts = [];
    private readonly List<PdfOutlineEntry> _outline = [];
    private PdfPageStyles? _page;
    private int _depth;

    /// <summary>The outline, in its own order.</summary>
    public IReadOnlyList<PdfOutlineEntry> Outline => _outline;

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(output, Encoding.UTF8, false, 64 * 1024, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            string tag = line.TrimStart();
            if (tag.StartsWith("<text ", StringComparison.Ordinal))
                ReadText(tag);
            else if (tag.StartsWith("<fontspec ", StringComparison.Ordinal))
                ReadFont(tag);
            // In front of a page the program says which links lead from it, on the same line.
            else if (tag.IndexOf("<page number=", StringComparison.Ordinal) is var at and >= 0)
                StartPage(Number(tag[at..], "number"));
            else
                ReadOutline(tag);
        }
        _page?.Apply();
    }

    private void StartPage(int number)
    {
        _page?.Apply();
        _page = number >= 1 && number <= pages.Count ? new PdfPageStyles(pages[number - 1]) : null;
    }

    private void ReadText(string tag)
    {
        int start = tag.IndexOf('>', StringComparison.Ordinal) + 1;
        if (start == 0 || !_fonts.TryGetValue(Number(tag, "font"), out PdfStyle style))
            return;
        string text = tag[start..];
        if (text.StartsWith("<b>", StringComparison.Ordinal))
            style = style with { IsBold = true };
        double left = Number(tag, "left"), top = Number(tag, "top");
        var box = new PdfBox(left / Zoom, top / Zoom,
            (left + Number(tag, "width")) / Zoom, (top + Number(tag, "height")) / Zoom);
        _page?.Add(box, style, Markup().Replace(text, "").Length);
    }

    private void ReadFont(string tag)
    {
        if (_fonts.Count >= MaxFonts)
            return;
        string family = Value(tag, "family");
        _fonts[Number(tag, "id")] = new PdfStyle(
            Number(tag, "size") / (double)Zoom, BoldName().IsMatch(family), MonospacedName().IsMatch(family));
    }

    private void ReadOutline(string tag)
    {
        if (tag.StartsWith("<outline>", StringComparison.Ordinal))
            _depth++;
        else if (tag.StartsWith("</outline>", StringComparison.Ordinal))
            _depth--;
        else if (_depth is > 0 and <= MaxOutlineDepth && tag.StartsWith("<item page=", StringComparison.Ordinal)
            && _outline.Count < MaxOutlineEntries)
        {
            int start = tag.IndexOf('>', StringComparison.Ordinal) + 1;
            string title = TextNormalizer.Line(WebUtility.HtmlDecode(Markup().Replace(tag[start..], "")));
            if (title.Length > 0)
                _outline.Add(new PdfOutlineEntry(title, _depth, Number(tag, "page")));
        }
    }

    private static int Number(string tag, string name) =>
        int.TryParse(Value(tag, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number : 0;

    private static string Value(string tag, string name)
    {
        int start = tag.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (start < 0)
            return "";
        start += name.Length + 3;
        int end = tag.IndexOf('"', start);
        return end < 0 ? "" : tag[start..end];
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Markup();

    // "Medi" is how URW's Nimbus fonts call it, "BX" TeX's; small capitals are made for headings as well.
    [GeneratedRegex("bold|black|heavy|demi|Medi$|MediItal$|(?:^|\\+)(?:CM|SF|EC)BX|Bd$|W[6-9]$|Caps|CSC",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BoldName();

    [GeneratedRegex("mono|courier|typewriter|consol|menlo|inconsolata|(?:CM|SF|EC|LM)TT|CMSLTT|txtt|NimbusMonL",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MonospacedName();
}
