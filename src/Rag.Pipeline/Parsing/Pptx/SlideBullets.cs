using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Shape = DocumentFormat.OpenXml.Presentation.Shape;

namespace Rag.Pipeline.Parsing.Pptx;

/// <summary>
/// The lines of a shape with the labels of lists. Whether a paragraph is a list item is mostly said by the slide's
/// layout or by its master, not by the slide.
/// </summary>
internal sealed class SlideBullets(SlidePart slide)
{
    private const int MaxLevel = 8;

    /// <summary>The paragraphs that hold text, list items with a label and two spaces of indent per level.</summary>
    public IEnumerable<string> LinesOf(Shape shape)
    {
        var counters = new int[MaxLevel + 1];
        OpenXmlElement[] styles = [.. StylesOf(shape)];
        foreach (Paragraph paragraph in shape.TextBody?.Elements<Paragraph>() ?? [])
        {
            string text = SlideText.Of(paragraph).Trim();
            if (text.Length == 0)
                continue;
            int level = Math.Clamp(paragraph.ParagraphProperties?.Level?.Value ?? 0, 0, MaxLevel);
            yield return NextLabel(paragraph, styles, level, counters) + text;
        }
    }

    private static string NextLabel(Paragraph paragraph, OpenXmlElement[] styles, int level, int[] counters)
    {
        OpenXmlElement? bullet = BulletIn(paragraph.ParagraphProperties)
            ?? styles.Select(style => BulletIn(LevelOf(style, level))).FirstOrDefault(found => found is not null);
        counters.AsSpan(level + 1).Clear();
        string indent = new(' ', level * 2);
        switch (bullet)
        {
            case AutoNumberedBullet numbered:
                counters[level]++;
                return indent + Label(numbered, counters[level] + (numbered.StartAt?.Value ?? 1) - 1);
            case CharacterBullet or PictureBullet:
                counters[level] = 0;
                return indent + "- ";
            default:
                counters[level] = 0;
                return "";
        }
    }

    private static string Label(AutoNumberedBullet bullet, int number)
    {
        string type = bullet.Type?.InnerText ?? "";
        if (number is >= 1 and <= 26 && type.StartsWith("alpha", StringComparison.Ordinal))
            return $"{(char)((type.StartsWith("alphaUc", StringComparison.Ordinal) ? 'A' : 'a') + number - 1)}. ";
        return string.Create(CultureInfo.InvariantCulture, $"{number}. ");
    }

    // From the nearest to the farthest: the first that says something about a level decides.
    private IEnumerable<OpenXmlElement> StylesOf(Shape shape)
    {
        if (shape.TextBody?.ListStyle is { } own)
            yield return own;
        if (SlideBlocks.PlaceholderOf(shape) is not { } placeholder)
            yield break;
        SlideLayoutPart? layout = slide.SlideLayoutPart;
        SlideMaster? master = layout?.SlideMasterPart?.SlideMaster;
        uint index = placeholder.Index?.Value ?? 0;
        Shape? ofLayout = ShapesOf(layout?.SlideLayout?.CommonSlideData).FirstOrDefault(candidate =>
            SlideBlocks.PlaceholderOf(candidate) is { } found && (found.Index?.Value ?? 0) == index);
        if (ofLayout?.TextBody?.ListStyle is { } layoutStyle)
            yield return layoutStyle;
        bool isTitle = IsTitle(placeholder);
        Shape? ofMaster = ShapesOf(master?.CommonSlideData).FirstOrDefault(candidate =>
            SlideBlocks.PlaceholderOf(candidate) is { } found && IsTitle(found) == isTitle
            && (isTitle || found.Type?.Value == PlaceholderValues.Body));
        if (ofMaster?.TextBody?.ListStyle is { } masterStyle)
            yield return masterStyle;
        OpenXmlElement? texts = isTitle ? master?.TextStyles?.TitleStyle : master?.TextStyles?.BodyStyle;
        if (texts is not null)
            yield return texts;
    }

    private static bool IsTitle(PlaceholderShape placeholder) =>
        placeholder.Type?.Value is PlaceholderValues.Title or PlaceholderValues.CenteredTitle;

    private static IEnumerable<Shape> ShapesOf(CommonSlideData? data) => data?.ShapeTree?.Elements<Shape>() ?? [];

    private static OpenXmlElement? LevelOf(OpenXmlElement style, int level) =>
        style.ChildElements.FirstOrDefault(child => child is TextParagraphPropertiesType
            && child.LocalName.StartsWith("lvl", StringComparison.Ordinal) && child.LocalName[3] - '1' == level);

    private static OpenXmlElement? BulletIn(OpenXmlElement? properties) =>
        properties?.ChildElements.FirstOrDefault(child =>
            child is NoBullet or CharacterBullet or PictureBullet or AutoNumberedBullet);
}
