using Markdig;
using Markdig.Syntax;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// Finds the headings of Markdown by its syntax tree, so that a <c>#</c> inside a code fence is none.
/// </summary>
internal static class MarkdownHeadings
{
    private const int MaxHeadingLength = 1_000;

    // Blocks only: inline syntax cannot make a heading, and not parsing it leaves hostile nesting nothing to work on.
    private static readonly MarkdownPipeline Blocks = BuildBlockPipeline();

    /// <summary>
    /// Notes the headings of a text that is appended already; the first outermost one is the title if there is none.
    /// </summary>
    public static void AddTo(ParsedDocumentBuilder document)
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
