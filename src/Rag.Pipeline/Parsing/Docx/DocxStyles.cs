using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Rag.Pipeline.Parsing.Docx;

/// <summary>
/// Which paragraph styles are headings. A style is one by its name (<c>heading 1</c> in every language version of
/// Word),
/// by its outline level, or by the style that it is based on.
/// </summary>
internal sealed class DocxStyles
{
    // Longer chains of "based on" are cycles.
    private const int MaxChainLength = 20;
    private const int DeepestLevel = 6;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    public DocxStyles(MainDocumentPart main)
    {
        foreach (Style style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
            if (style.StyleId?.Value is { } id)
                _styles.TryAdd(id, style);
    }

    /// <summary>The level of a heading, 1 to 6; <see langword="null"/> if the paragraph is none.</summary>
    public int? HeadingLevelOf(Paragraph paragraph)
    {
        if (LevelOf(paragraph.ParagraphProperties?.OutlineLevel) is { } direct)
            return direct;
        foreach (Style style in ChainOf(paragraph))
        {
            string name = style.StyleName?.Val?.Value ?? "";
            if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out int level))
                return Math.Clamp(level, 1, DeepestLevel);
            if (LevelOf(style.StyleParagraphProperties?.OutlineLevel) is { } outline)
                return outline;
        }
        // A file without style definitions still says what it means.
        string id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";
        return id is ['H', 'e', 'a', 'd', 'i', 'n', 'g', >= '1' and <= '9']
            ? Math.Min(id[^1] - '0', DeepestLevel)
            : null;
    }

    /// <summary>Whether the paragraph is the document's title.</summary>
    public bool IsTitle(Paragraph paragraph) =>
        ChainOf(paragraph).Any(style =>
            string.Equals(style.StyleName?.Val?.Value, "Title", StringComparison.OrdinalIgnoreCase));

    /// <summary>The list that the paragraph's style puts it in; <see langword="null"/> if none.</summary>
    public NumberingProperties? NumberingOf(Paragraph paragraph) =>
        ChainOf(paragraph).Select(style => style.StyleParagraphProperties?.NumberingProperties)
            .FirstOrDefault(numbering => numbering is not null);

    private IEnumerable<Style> ChainOf(Paragraph paragraph)
    {
        string? id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (int depth = 0; depth < MaxChainLength && id is not null; depth++)
        {
            if (!_styles.TryGetValue(id, out Style? style))
                yield break;
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }

    // 0 is the outermost level, 9 is body text.
    private static int? LevelOf(OutlineLevel? outline) =>
        outline?.Val?.Value is { } level and < 9 ? Math.Clamp(level + 1, 1, DeepestLevel) : null;
}
