using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Chunking;

/// <summary>
/// Cuts section by section, so that no chunk holds text of two sections, and inside a section as
/// <see cref="RecursiveTextSplitter"/> does, but between sentences before between words. A heading without text of its
/// own goes with the section below it, so that no chunk is a bare heading. Works from
/// <see cref="ParsedDocument.Headings"/>, so it serves every format whose parser finds headings. Small sections stay
/// apart: packing them together ranks .78 against .79 nDCG@10 at 800 characters, .71 against .77 at 1,600.
/// </summary>
public sealed class MarkdownTextSplitter : ITextSplitter
{
    private static readonly IReadOnlyList<Boundary> Boundaries =
        [Boundary.Before("\n\n"), Boundary.Before("\n"), Boundary.SentenceEnd, Boundary.Before(" ")];

    /// <inheritdoc/>
    public ChunkingStrategy Strategy => ChunkingStrategy.Markdown;

    /// <inheritdoc/>
    public IReadOnlyList<TextSpan> Split(ParsedDocument document, ChunkingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(settings);
        var outline = new Outline(document);
        var spans = new List<TextSpan>();
        int start = 0;
        int bodyStart = outline.BodyStart(0);
        foreach (Heading heading in document.Headings)
        {
            if (heading.Start <= bodyStart)
                continue;
            var section = new TextSpan(start, heading.Start);
            RecursiveTextSplitter.Split(document.Text, section, settings, Boundaries, spans);
            start = heading.Start;
            bodyStart = outline.BodyStart(start);
        }
        var rest = new TextSpan(start, document.Text.Length);
        RecursiveTextSplitter.Split(document.Text, rest, settings, Boundaries, spans);
        return spans;
    }
}
