using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Rag.Pipeline.Parsing.Epub;

/// <summary>
/// What a book's list of contents calls its pages: the headings of books whose pages have none that are marked up.
/// </summary>
internal static class BookContents
{
    /// <summary>The first name of each page by its path; empty if the book has no list.</summary>
    public static IReadOnlyDictionary<string, string> Read(BookFiles files, BookPackage package)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (package.Contents is not { } path || files.TryRead(path) is not { } bytes)
            return labels;
        using IHtmlDocument list = BookPage.Parse(bytes);
        foreach (IElement link in list.QuerySelectorAll("nav a[href]"))
            Add(labels, path, link.GetAttribute("href"), link.TextContent);
        // The list of EPUB 2.
        foreach (IElement point in list.QuerySelectorAll("navpoint"))
            Add(labels, path, point.QuerySelector("content")?.GetAttribute("src"),
                point.QuerySelector("navlabel")?.TextContent);
        return labels;
    }

    private static void Add(Dictionary<string, string> labels, string path, string? reference, string? text)
    {
        string label = TextNormalizer.Line(text ?? "");
        if (label.Length > 0 && reference is not null && BookFiles.Resolve(path, reference) is { } page)
            labels.TryAdd(page, label);
    }
}
