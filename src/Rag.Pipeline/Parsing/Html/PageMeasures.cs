using System.Buffers;
using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>
/// The measures of all elements of a page, taken in one pass from the leaves up: asking every element for its text
/// would
/// be quadratic in the depth, which the page's author chooses.
/// </summary>
internal sealed class PageMeasures
{
    private static readonly SearchValues<char> Commas = SearchValues.Create(",،﹐︐⸁⹁，、");

    private readonly Dictionary<INode, TextMeasure> _measures = new(ReferenceEqualityComparer.Instance);

    public PageMeasures(IElement root, IReadOnlySet<INode> excluded) => Measure(root, excluded);

    /// <summary>The measure of an element; zero for an excluded one.</summary>
    public TextMeasure this[INode element] => _measures.GetValueOrDefault(element);

    private TextMeasure Measure(INode node, IReadOnlySet<INode> excluded)
    {
        TextMeasure measure = default;
        foreach (INode child in node.ChildNodes)
        {
            if (child is IText text)
                measure += MeasureText(text.Data);
            else if (child is IElement && !excluded.Contains(child))
                measure += Measure(child, excluded);
        }
        measure = (node as IElement)?.LocalName switch
        {
            "a" => measure with { LinkLength = measure.Length },
            "p" => measure with { ParagraphCount = measure.ParagraphCount + 1 },
            "li" => measure with { ItemCount = measure.ItemCount + 1 },
            "input" or "select" or "textarea" or "button" =>
                measure with { ControlCount = measure.ControlCount + 1 },
            _ => measure,
        };
        _measures[node] = measure;
        return measure;
    }

    private static TextMeasure MeasureText(string text)
    {
        int length = 0, commas = 0;
        bool wasSpace = true;
        foreach (char character in text)
        {
            bool isSpace = char.IsWhiteSpace(character);
            if (!isSpace || !wasSpace)
                length++;
            wasSpace = isSpace;
            if (Commas.Contains(character))
                commas++;
        }
        return new(length, 0, commas, 0, 0, 0);
    }
}
