using Rag.Pipeline.Parsing.Charsets;

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
        ReadOnlyMemory<byte> bytes = await SourceReader.ReadAsync(source, options.MaxTextLength, cancellationToken);
        DecodedText decoded = TextDecoder.Decode(bytes.Span);
        FrontMatter frontMatter = FrontMatter.Read(decoded.Text);
        var document = new ParsedDocumentBuilder(options.MaxTextLength)
        {
            Title = frontMatter.Title,
            Author = frontMatter.Author,
        };
        document.Append(decoded.Text.AsSpan(frontMatter.Length));
        if (decoded.Warning is { } warning)
            document.Warn(warning);
        MarkdownHeadings.AddTo(document);
        return document.Build();
    }
}
