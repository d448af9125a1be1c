using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>
/// Finds share bars, link lists and forms that stand inside the content. After Mozilla's Readability.
/// </summary>
internal static class Clutter
{
    // So many commas are running text, whatever else there is.
    private const int CommasOfText = 10;

    /// <summary>Adds to <paramref name="excluded"/> what is not content below an element.</summary>
    public static void Exclude(IElement root, HashSet<INode> excluded, PageMeasures measures, bool useNames)
    {
        foreach (IElement child in root.Children)
        {
            if (excluded.Contains(child))
                continue;
            if (child.LocalName is "form" or "fieldset" or "ul" or "ol" or "div" or "section" or "table"
                && IsClutter(child, measures[child], useNames))
                excluded.Add(child);
            else if (child.LocalName != "table")
                Exclude(child, excluded, measures, useNames);
        }
    }

    private static bool IsClutter(IElement element, TextMeasure measure, bool useNames)
    {
        int weight = useNames ? ClassNames.WeightOf(element) : 0;
        if (weight < 0)
            return true;
        if (measure.CommaCount >= CommasOfText || measure.Length == 0)
            return false;
        bool isList = element.LocalName is "ul" or "ol" || measure.ItemCount > measure.ParagraphCount;
        double density = measure.LinkDensity;
        return (weight < ClassNames.HintWeight && density > (isList ? 0.5 : 0.2))
            || (weight >= ClassNames.HintWeight && density > 0.5)
            || measure.ControlCount > Math.Max(1, measure.ParagraphCount / 3);
    }
}
