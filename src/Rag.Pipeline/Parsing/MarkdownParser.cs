using Markdig;
using Markdig.Syntax;
using Rag.Pipeline.Parsing.Charsets;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// Markdown. The text stays the source as written, so that spans point at what the author sees; front matter is taken
/// off it, and headings come from the syntax tree, so that a <c>#</c> inside a code fence is none. Runs in the child
/// process: Markdig's time is quadratic in some inputs (24 seconds for a megabyte of link definitions).
/// </summary>
internal sealed class MarkdownParser(ParsingOptions options) : IDocumentParser
{
    private const int MaxHeadingLength = 1_000;

    // Blocks only: inline syntax cannot make a heading, and not parsing it leaves hostile nesting nothing to work on.
    private static readonly MarkdownPipeline Blocks = BuildBlockPipeline();

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
        AddHeadings(document);
        return document.Build();
    }

    private static void AddHeadings(ParsedDocumentBuilder document)
    {
        string text = document.CopyText();
        if (TryParseBlocks(text) is not { } tree)
        {
            document.Warn("The Markdown is nested too deeply to find its headings.");
            return;
        }
        foreach (HeadingBlock heading in tree.Descendants<HeadingBlock>().Take(ParsedDocumentBuilder.MaxHeadings))
        {
            int lineStart = text.LastIndexOf('\n', Math.Max(0, heading.Span.Start - 1)) + 1;
            string line = PlainTextOf(text.AsSpan(heading.Span.Start, heading.Span.Length));
            document.AddHeading(lineStart, heading.Level, line);
            if (heading.Level == 1)
                document.Title ??= line;
        }
    }

    // The text itself is as good without headings.
    private static MarkdownDocument? TryParseBlocks(string text)
    {
        try
        {
            return Markdown.Parse(text, Blocks);
        }
        catch (ArgumentException)
        {
            // Markdig's own depth limit.
            return null;
        }
    }

    private static string PlainTextOf(ReadOnlySpan<char> heading)
    {
        string source = heading[..Math.Min(heading.Length, MaxHeadingLength)].ToString();
        try
        {
            return Markdown.ToPlainText(source).Trim();
        }
        catch (ArgumentException)
        {
            return source.Trim('#', ' ', '\t');
        }
    }

    private static MarkdownPipeline BuildBlockPipeline()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.Clear();
        return builder.Build();
    }
}
