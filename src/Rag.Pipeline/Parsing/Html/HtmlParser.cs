using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Rag.Pipeline.Parsing.Charsets;
using AngleSharpParser = AngleSharp.Html.Parser.HtmlParser;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>
/// Web pages: the main content as text. Runs in the child process; no script runs and nothing is fetched.
/// </summary>
internal sealed class HtmlParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Html];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = await SourceReader.ReadAsync(source, options.MaxTextLength, cancellationToken);
        DecodedText decoded = TextDecoder.Decode(bytes.Span, HtmlCharset.FindDeclared(bytes.Span));
        using IHtmlDocument page = new AngleSharpParser().ParseDocument(decoded.Text);

        var document = new ParsedDocumentBuilder(options.MaxTextLength)
        {
            Title = HtmlMetadata.TitleOf(page),
            Author = HtmlMetadata.AuthorOf(page),
        };
        if (decoded.Warning is { } warning)
            document.Warn(warning);
        if (page.Body is { } body)
        {
            MainContent content = MainContent.Find(body);
            var writer = new HtmlTextWriter(document, content.Excluded);
            foreach (IElement root in content.Roots)
                writer.Write(root);
        }
        return document.Build("The page shows no text without running its scripts.");
    }
}
