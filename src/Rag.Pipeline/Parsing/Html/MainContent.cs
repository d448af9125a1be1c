using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>The part of a page that it was written for.</summary>
/// <param name="Roots">The elements that hold it, in the order of the page.</param>
/// <param name="Excluded">What to leave out inside them.</param>
internal sealed record MainContent(IReadOnlyList<IElement> Roots, IReadOnlySet<INode> Excluded)
{
    // With less text than this the evidence was read too strictly (Readability's own number).
    private const int LeastLength = 500;

    private const double MaxArticleLinkDensity = 0.4;

    private const double LeastSiblingScore = 10;
    private const double SiblingShare = 0.2;

    /// <summary>Finds it; reads the evidence less and less strictly until there is enough text.</summary>
    public static MainContent Find(IElement body)
    {
        (MainContent Content, int Length) best = (new([body], new HashSet<INode>()), 0);
        foreach ((bool byName, bool useNames, bool clean) in ((bool, bool, bool)[])
            [(true, true, true), (false, true, true), (false, false, true), (false, false, false)])
        {
            (MainContent Content, int Length) found = Find(body, byName, useNames, clean);
            if (found.Length > best.Length)
                best = found;
            bool isMarked = best.Content.Roots[0].LocalName is "article" or "main";
            if (best.Length >= LeastLength || (isMarked && best.Length > 0))
                return best.Content;
        }
        // On a short page all that is shown is the content, as far as its names do not say otherwise.
        foreach (bool byName in (bool[])[true, false])
        {
            HashSet<INode> excluded = Boilerplate.Find(body, byName);
            int length = new PageMeasures(body, excluded)[body].Length;
            if (length > best.Length)
                return new([body], excluded);
            if (best.Length > 0)
                break;
        }
        return best.Content;
    }

    private static (MainContent Content, int Length) Find(IElement body, bool byName, bool useNames, bool clean)
    {
        HashSet<INode> excluded = Boilerplate.Find(body, byName);
        var measures = new PageMeasures(body, excluded);
        var scores = new ContentScores(body, excluded, measures, useNames);
        IReadOnlyList<IElement> roots = scores.Best is { } best
            ? ArticleAround(best, measures) is { } article
                ? [article]
                : WithSiblings(Widen(best, scores), excluded, measures, scores)
            : [body];
        if (clean)
            foreach (IElement root in roots)
                Clutter.Exclude(root, excluded, measures, useNames);
        var remaining = new PageMeasures(body, excluded);
        return (new(roots, excluded), roots.Sum(root => remaining[root].Length));
    }

    // The author's own mark, unless it holds mostly links (teasers are articles too).
    private static IElement? ArticleAround(IElement best, PageMeasures measures)
    {
        for (IElement? element = best; element is not null; element = element.ParentElement)
            if (element.LocalName is "article" or "main" && measures[element].LinkDensity < MaxArticleLinkDensity)
                return element;
        return null;
    }

    // Content that is spread over several parts scores in the parts; the element around them is the better root.
    private static IElement Widen(IElement best, ContentScores scores)
    {
        double last = scores[best], least = last / 3;
        for (IElement? parent = best.ParentElement;
             parent is not null && parent.LocalName is not ("body" or "html") && scores[parent] >= least;
             parent = parent.ParentElement)
        {
            if (scores[parent] > last)
                return parent;
            last = scores[parent];
        }
        while (best.ParentElement is { LocalName: not ("body" or "html") } single && single.Children.Length == 1)
            best = single;
        return best;
    }

    private static List<IElement> WithSiblings(
        IElement best, HashSet<INode> excluded, PageMeasures measures, ContentScores scores)
    {
        if (best.ParentElement is not { LocalName: not "html" } parent)
            return [best];
        double threshold = Math.Max(LeastSiblingScore, scores[best] * SiblingShare);
        return [.. parent.Children.Where(sibling => sibling == best
            || (!excluded.Contains(sibling) && Belongs(sibling, best, threshold, measures, scores)))];
    }

    private static bool Belongs(
        IElement sibling, IElement best, double threshold, PageMeasures measures, ContentScores scores)
    {
        bool isOfSameClass = !string.IsNullOrEmpty(best.ClassName) && sibling.ClassName == best.ClassName;
        double bonus = isOfSameClass ? scores[best] * SiblingShare : 0;
        if (scores[sibling] + bonus >= threshold)
            return true;
        TextMeasure measure = measures[sibling];
        return sibling.LocalName == "p"
            && (measure.Length > 80 ? measure.LinkDensity < 0.25 : measure is { Length: > 0, LinkLength: 0 });
    }
}
