using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>What a page's head says about it.</summary>
internal static class HtmlMetadata
{
    // A first heading longer than this is a teaser.
    private const int MaxHeadingTitleLength = 200;

    /// <summary>
    /// <c>og:title</c>, else the <c>title</c> element, else the first <c>h1</c>; <see langword="null"/> if all are
    /// blank.
    /// </summary>
    public static string? TitleOf(IHtmlDocument page) =>
        MetaOf(page, "og:title") ?? MetaOf(page, "twitter:title") ?? NonBlank(page.Title)
        ?? NonBlank(page.QuerySelector("h1")?.TextContent, MaxHeadingTitleLength);

    /// <summary>The <c>author</c> of a meta element that is a name; <see langword="null"/> if there is none.</summary>
    public static string? AuthorOf(IHtmlDocument page)
    {
        string? author = MetaOf(page, "author") ?? MetaOf(page, "dc.creator") ?? MetaOf(page, "article:author");
        // Facebook wants the address of a profile there.
        return author?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true ? null : author;
    }

    private static string? MetaOf(IHtmlDocument page, string name)
    {
        foreach (IElement meta in page.GetElementsByTagName("meta"))
        {
            string keys = $" {meta.GetAttribute("property")} {meta.GetAttribute("name")} ";
            if (keys.Contains($" {name} ", StringComparison.OrdinalIgnoreCase)
                && NonBlank(meta.GetAttribute("content")) is { } value)
                return value;
        }
        return null;
    }

    private static string? NonBlank(string? text, int maxLength = int.MaxValue) =>
        string.IsNullOrWhiteSpace(text) || text.Length > maxLength ? null : text.Trim();
}
