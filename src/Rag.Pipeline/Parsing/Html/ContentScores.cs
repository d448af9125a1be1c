using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>
/// How likely each element is the one that holds the content: every paragraph gives points to the elements around it,
/// fewer the farther away they are, and links take points off. After Mozilla's Readability (Apache 2.0).
/// </summary>
internal sealed class ContentScores
{
    // Shorter paragraphs are captions and buttons.
    private const int LeastParagraphLength = 25;
    private const int MaxAncestors = 5;

    private readonly Dictionary<IElement, double> _scores = new(ReferenceEqualityComparer.Instance);

    public ContentScores(IElement body, IReadOnlySet<INode> excluded, PageMeasures measures, bool useNames)
    {
        Visit(body, excluded, measures, useNames);
        foreach ((IElement element, double score) in _scores.ToArray())
            _scores[element] = score * (1 - measures[element].LinkDensity);
    }

    /// <summary>The element with the most points; <see langword="null"/> if no paragraph is long enough.</summary>
    public IElement? Best => _scores.Count == 0 ? null : _scores.MaxBy(pair => pair.Value).Key;

    /// <summary>Points of an element; 0 if it has none.</summary>
    public double this[IElement element] => _scores.GetValueOrDefault(element);

    private void Visit(IElement parent, IReadOnlySet<INode> excluded, PageMeasures measures, bool useNames)
    {
        foreach (IElement child in parent.Children)
        {
            if (excluded.Contains(child))
                continue;
            if (IsParagraph(child))
                ScoreParagraph(child, measures[child], useNames);
            Visit(child, excluded, measures, useNames);
        }
    }

    // Many pages write paragraphs as divs.
    private static bool IsParagraph(IElement element) => element.LocalName switch
    {
        "p" or "pre" or "td" or "section" or "h2" or "h3" or "h4" or "h5" or "h6" => true,
        "div" => !element.Children.Any(child => HtmlTextWriter.IsBlock(child.LocalName)),
        _ => false,
    };

    private void ScoreParagraph(IElement paragraph, TextMeasure measure, bool useNames)
    {
        if (measure.Length < LeastParagraphLength)
            return;
        double points = 2 + measure.CommaCount + Math.Min(measure.Length / 100, 3);
        int level = 0;
        for (IElement? ancestor = paragraph.ParentElement;
             ancestor is not null && level < MaxAncestors && ancestor.LocalName != "html";
             ancestor = ancestor.ParentElement, level++)
        {
            double share = level switch { 0 => 1, 1 => 2, _ => level * 3 };
            _scores[ancestor] = (_scores.TryGetValue(ancestor, out double score) ? score : StartOf(ancestor, useNames))
                + (points / share);
        }
    }

    private static double StartOf(IElement element, bool useNames)
    {
        double tag = element.LocalName switch
        {
            "div" => 5,
            "pre" or "td" or "blockquote" => 3,
            "address" or "ol" or "ul" or "dl" or "dd" or "dt" or "li" or "form" => -3,
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "th" => -5,
            _ => 0,
        };
        return tag + (useNames ? ClassNames.WeightOf(element) : 0);
    }
}
