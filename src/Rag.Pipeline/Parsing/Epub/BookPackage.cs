using System.Xml;
using System.Xml.Linq;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Epub;

/// <summary>What a book's package file says: metadata, and which files to read in which order.</summary>
/// <param name="Title">The book's title; <see langword="null"/> if it has none.</param>
/// <param name="Author">Its authors; <see langword="null"/> if none is named.</param>
/// <param name="Chapters">Paths of the pages in the order of reading, without the list of contents.</param>
/// <param name="Contents">Path of the list of contents; <see langword="null"/> if there is none.</param>
internal sealed record BookPackage(string? Title, string? Author, IReadOnlyList<string> Chapters, string? Contents)
{
    private const string ContainerPath = "META-INF/container.xml";
    private const string ContentsType = "application/x-dtbncx+xml";

    /// <summary>Reads it.</summary>
    /// <exception cref="ParseException"><c>corrupt</c>: the book does not say what to read.</exception>
    /// <exception cref="XmlException">A file is no XML, or has a document type.</exception>
    public static BookPackage Read(BookFiles files)
    {
        string path = Load(files, ContainerPath).Descendants()
            .FirstOrDefault(element => element.Name.LocalName == "rootfile")?.Attribute("full-path")?.Value
            ?? throw new ParseException("corrupt", $"The book's '{ContainerPath}' names no package file.");
        XDocument package = Load(files, path);
        var items = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (XElement item in package.Descendants().Where(element => element.Name.LocalName == "item"))
            items.TryAdd(item.Attribute("id")?.Value ?? "", item);
        XElement? contents = items.Values.FirstOrDefault(IsNavigation)
            ?? items.Values.FirstOrDefault(item => item.Attribute("media-type")?.Value == ContentsType);
        string?[] lists =
        [
            .. package.Descendants()
                .Where(element => element.Name.LocalName == "reference" && element.Attribute("type")?.Value == "toc")
                .Select(reference => PathOf(reference, path)),
        ];
        string[] chapters =
        [
            .. package.Descendants().Where(element => element.Name.LocalName == "itemref")
                .Select(reference => items.GetValueOrDefault(reference.Attribute("idref")?.Value ?? ""))
                .OfType<XElement>().Where(item => IsPage(item) && !IsNavigation(item))
                .Select(item => PathOf(item, path)).OfType<string>()
                .Where(page => !lists.Contains(page)).Distinct(StringComparer.Ordinal),
        ];
        return new BookPackage(
            Join(package, "title", single: true), Join(package, "creator", single: false), chapters,
            contents is null ? null : PathOf(contents, path));
    }

    private static XDocument Load(BookFiles files, string path)
    {
        byte[] bytes = files.TryRead(path) ?? throw new ParseException("corrupt", $"The book has no '{path}'.");
        return EntryXml.Load(new MemoryStream(bytes));
    }

    private static bool IsNavigation(XElement item) =>
        (item.Attribute("properties")?.Value ?? "").Split(' ').Contains("nav");

    private static bool IsPage(XElement item) =>
        item.Attribute("media-type")?.Value is "application/xhtml+xml" or "text/html";

    private static string? PathOf(XElement item, string package) =>
        item.Attribute("href")?.Value is { } reference ? BookFiles.Resolve(package, reference) : null;

    private static string? Join(XDocument package, string name, bool single)
    {
        IEnumerable<string> values = package.Descendants()
            .Where(element => element.Name.LocalName == name && element.Name.NamespaceName.Contains("purl.org/dc/"))
            .Select(element => TextNormalizer.Line(element.Value)).Where(value => value.Length > 0);
        string joined = single ? values.FirstOrDefault() ?? "" : string.Join(", ", values);
        return joined.Length == 0 ? null : joined;
    }
}
