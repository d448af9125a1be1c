namespace Rag.Pipeline.Parsing;

/// <summary>
/// Markdown. The text stays the source as written, so that spans point at what the author sees; front matter is taken
/// off it, and headings come from the syntax tree, so that a <c>#</c> inside a code fence is none. Runs in the child
/// process: Markdig's time is quadratic in some inputs (24 seconds for a megabyte of link definitions).
/// </summary>
internal sealed class MarkdownParser(ParsingOptions options) : IDocumentParser
{
    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Markdown];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        string text = await SourceReader.ReadTextAsync(source, document, options.MaxTextLength, cancellationToken);
        FrontMatter frontMatter = FrontMatter.Read(text);
        document.Title = frontMatter.Title;
        document.Author = frontMatter.Author;
        document.Append(text.AsSpan(frontMatter.Length));
        MarkdownHeadings.AddTo(document);
        return document.Build();
    }
}
