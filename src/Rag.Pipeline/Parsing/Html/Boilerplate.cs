using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>Finds what a page shows around its content, or does not show at all.</summary>
internal static partial class Boilerplate
{
    private static readonly FrozenSet<string> NeverText = FrozenSet.Create(
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
        "button", "input", "select", "textarea", "nav", "footer", "aside", "dialog", "link", "meta", "map", "frameset");

    private static readonly FrozenSet<string> RolesAroundContent = FrozenSet.Create(
        "navigation", "complementary", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog",
        "alert");

    /// <summary>The elements to leave out; what is inside them is not listed.</summary>
    /// <param name="root">Where to look.</param>
    /// <param name="byName">Whether class names and ids count as evidence too.</param>
    public static HashSet<INode> Find(IElement root, bool byName)
    {
        var found = new HashSet<INode>(ReferenceEqualityComparer.Instance);
        Find(root, byName, isInContent: false, found);
        return found;
    }

    private static void Find(IElement parent, bool byName, bool isInContent, HashSet<INode> found)
    {
        foreach (IElement child in parent.Children)
        {
            bool isContent = isInContent || child.LocalName is "article" or "main" or "table" or "code";
            bool isNamed = byName && !isContent && child.LocalName != "a" && ClassNames.IsUnlikelyContent(child);
            if (isNamed || IsHidden(child) || IsAround(child, isInContent))
                found.Add(child);
            else
                Find(child, byName, isContent, found);
        }
    }

    private static bool IsHidden(IElement element) =>
        NeverText.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        // Wikipedia hides the text alternative of its formulas from screen readers by mistake; Readability found out.
        || (element.GetAttribute("aria-hidden") == "true" && element.ClassName?.Contains("fallback-image") != true)
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style));

    private static bool IsAround(IElement element, bool isInContent) =>
        (element.GetAttribute("role") is { } role && RolesAroundContent.Contains(role))
        || (element.LocalName == "header" && !isInContent && element.QuerySelector("h1") is null);

    [GeneratedRegex(@"(?:^|;)\s{0,20}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenStyle();
}
