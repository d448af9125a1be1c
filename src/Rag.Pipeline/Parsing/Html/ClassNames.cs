using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>
/// What the class and id of an element hint at. The word lists are those of Mozilla's Readability (Apache 2.0), which
/// browsers' reader views have tried on the web for years.
/// </summary>
internal static partial class ClassNames
{
    /// <summary>Weight of one hint, in points of <see cref="ContentScores"/>.</summary>
    public const int HintWeight = 25;

    /// <summary>Whether the names are those of something around the content.</summary>
    public static bool IsUnlikelyContent(IElement element)
    {
        string names = $"{element.ClassName} {element.Id}";
        return names.Length > 1 && Unlikely().IsMatch(names) && !Maybe().IsMatch(names);
    }

    /// <summary>-50..50: above zero for names that content has.</summary>
    public static int WeightOf(IElement element) => WeightOf(element.ClassName) + WeightOf(element.Id);

    private static int WeightOf(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return 0;
        return (Negative().IsMatch(name) ? -HintWeight : 0) + (Positive().IsMatch(name) ? HintWeight : 0);
    }

    [GeneratedRegex(
        "-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends"
        + "|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate"
        + "|pagination|pager|popup|yom-remote|cookie|newsletter|subscribe",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unlikely();

    [GeneratedRegex("and|article|body|column|content|main|mathjax|shadow",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Maybe();

    [GeneratedRegex("article|body|content|entry|hentry|h-entry|main|page|pagination|post|text|blog|story",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Positive();

    [GeneratedRegex(
        "-ad-|hidden|^hid$| hid$| hid |^hid |banner|combx|comment|com-|contact|footer|gdpr|masthead|media|meta|outbrain"
        + "|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negative();
}
