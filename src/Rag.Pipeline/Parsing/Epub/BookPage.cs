using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Rag.Pipeline.Parsing.Charsets;
using Rag.Pipeline.Parsing.Html;
using AngleSharpParser = AngleSharp.Html.Parser.HtmlParser;

namespace Rag.Pipeline.Parsing.Epub;

/// <summary>
/// A page of a book. It is XHTML, read as HTML: real books are seldom well-formed, their document types are never
/// looked at, and entities cannot grow.
/// </summary>
internal static partial class BookPage
{
    // A marked-up heading would be among the first elements of a chapter.
    private const int HeadingWindow = 8;

    private const string NotShown =
        "script, style, template, iframe, object, embed, svg, canvas, audio, video, button, input, select, textarea, "
        + "nav, [hidden]";

    /// <summary>Writes a page as text.</summary>
    /// <param name="document">Where to.</param>
    /// <param name="bytes">The page.</param>
    /// <param name="label">
    /// What the list of contents calls it, its heading if it has none; <see langword="null"/> if it is not listed.
    /// </param>
    public static void Write(ParsedDocumentBuilder document, byte[] bytes, string? label)
    {
        using IHtmlDocument page = Parse(bytes);
        if (page.Body is not { } body)
            return;
        var excluded = new HashSet<INode>(body.QuerySelectorAll(NotShown), ReferenceEqualityComparer.Instance);
        if (label is not null && body.QuerySelector("h1, h2, h3, h4, h5, h6") is null)
            AddHeading(page, body, label);
        new HtmlTextWriter(document, excluded).Write(body);
    }

    /// <summary>A page, or another XHTML file, as a tree.</summary>
    public static IHtmlDocument Parse(byte[] bytes)
    {
        DecodedText decoded = TextDecoder.Decode(bytes, HtmlCharset.FindDeclared(bytes));
        return new AngleSharpParser().ParseDocument(EmptyElement().Replace(decoded.Text, Close));
    }

    // The label is mostly there as a paragraph in large letters.
    private static void AddHeading(IHtmlDocument page, IElement body, string label)
    {
        if (string.IsNullOrWhiteSpace(body.TextContent))
            return;
        IElement heading = page.CreateElement("h1");
        heading.TextContent = label;
        IElement? same = body.QuerySelectorAll("p, div").Take(HeadingWindow).FirstOrDefault(element =>
            string.Equals(TextNormalizer.Line(element.TextContent), label, StringComparison.OrdinalIgnoreCase));
        if (same?.Parent is { } parent)
            parent.ReplaceChild(heading, same);
        else
            body.InsertBefore(heading, body.FirstChild);
    }

    // HTML knows no <title/> or <a/>: it would take the rest of the page for what is inside.
    private static string Close(Match match)
    {
        string name = match.Groups["name"].Value;
        return name.ToUpperInvariant() is "AREA" or "BASE" or "BR" or "COL" or "EMBED" or "HR" or "IMG" or "INPUT"
            or "LINK" or "META" or "PARAM" or "SOURCE" or "TRACK" or "WBR"
            ? match.Value
            : $"<{name}{match.Groups["attributes"].Value}></{name}>";
    }

    [GeneratedRegex(@"<(?<name>[A-Za-z][A-Za-z0-9:_-]{0,60})(?<attributes>(\s[^<>]{0,5000})?)/>",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EmptyElement();
}
