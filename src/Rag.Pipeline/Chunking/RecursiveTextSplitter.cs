using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Chunking;

/// <summary>
/// Cuts at the coarsest separator that keeps chunks within their size, and packs the pieces greedily: the chunks of
/// LangChain's <c>RecursiveCharacterTextSplitter</c> (<c>@langchain/textsplitters</c> 1.0, separators kept), which a
/// test holds against the original. Chunks are spans; nothing is copied.
/// </summary>
/// <remarks>
/// Two deviations, both where the original would break its own promise: a surrogate pair is never cut apart (the
/// original cuts between UTF-16 units), and text without any of the configured separators is cut between characters
/// (the original lets it exceed the size unless <c>""</c> is configured). Time is linear for each separator.
/// </remarks>
public sealed class RecursiveTextSplitter : ITextSplitter
{
    private static readonly IReadOnlyList<Boundary> DefaultBoundaries =
        [Boundary.Before("\n\n"), Boundary.Before("\n"), Boundary.Before(" ")];

    /// <inheritdoc/>
    public ChunkingStrategy Strategy => ChunkingStrategy.Recursive;

    /// <inheritdoc/>
    public IReadOnlyList<TextSpan> Split(ParsedDocument document, ChunkingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(settings);
        // An empty separator cuts between characters, which is what happens after the last one anyway.
        IReadOnlyList<Boundary> boundaries = settings.Separators is null
            ? DefaultBoundaries
            : [.. settings.Separators.TakeWhile(separator => separator.Length > 0).Select(Boundary.Before)];
        var spans = new List<TextSpan>();
        Split(document.Text, new TextSpan(0, document.Text.Length), settings, boundaries, spans);
        return spans;
    }

    /// <summary>Cuts a part of a text; spans count from the text's start.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">What to cut of it.</param>
    /// <param name="settings">Size and overlap.</param>
    /// <param name="boundaries">Where cuts may fall, best first; then between any two characters.</param>
    /// <param name="spans">Takes the chunks.</param>
    internal static void Split(
        ReadOnlySpan<char> text,
        TextSpan part,
        ChunkingSettings settings,
        IReadOnlyList<Boundary> boundaries,
        List<TextSpan> spans)
    {
        var run = new Run(text, settings, boundaries, spans);
        run.Cut(part, level: 0);
    }

    /// <summary>What JavaScript trims: white space without U+0085, with the byte order mark.</summary>
    internal static bool IsBlank(char character) =>
        character == '\uFEFF' || (char.IsWhiteSpace(character) && character != '\u0085');

    private readonly ref struct Run(
        ReadOnlySpan<char> text, ChunkingSettings settings, IReadOnlyList<Boundary> boundaries, List<TextSpan> spans)
    {
        private readonly ReadOnlySpan<char> _text = text;

        /// <summary>Cuts a part by the first boundary from a level on that it holds.</summary>
        public void Cut(TextSpan part, int level)
        {
            Boundary boundary = Boundary.AnyCharacter;
            while (level < boundaries.Count && boundary == Boundary.AnyCharacter)
            {
                if (boundaries[level].IsIn(_text[part.Start..part.End]))
                    boundary = boundaries[level];
                level++;
            }

            // Neighbouring pieces that fit are packed together; one that does not fit is cut at a finer boundary.
            int packed = part.Start;
            int start = part.Start;
            while (start < part.End)
            {
                int end = boundary.PieceEnd(_text[..part.End], start);
                if (end - start >= settings.Size && boundary != Boundary.AnyCharacter)
                {
                    Pack(new TextSpan(packed, start), part.End, boundary);
                    Cut(new TextSpan(start, end), level);
                    packed = end;
                }
                start = end;
            }
            Pack(new TextSpan(packed, part.End), part.End, boundary);
        }

        /// <summary>Fills chunks with pieces; a full chunk's last pieces, up to the overlap, begin the next.</summary>
        /// <param name="range">Whole pieces of one part.</param>
        /// <param name="partEnd">End of the part: boundaries are sought up to it.</param>
        /// <param name="boundary">Parts the pieces.</param>
        private void Pack(TextSpan range, int partEnd, Boundary boundary)
        {
            ReadOnlySpan<char> text = _text[..partEnd];
            int first = range.Start;
            int start = range.Start;
            while (start < range.End)
            {
                int end = boundary.PieceEnd(text, start);
                if (end - first > settings.Size && start > first)
                {
                    Add(first, start);
                    while (start - first > settings.Overlap || (end - first > settings.Size && start > first))
                        first = boundary.PieceEnd(text, first);
                }
                start = end;
            }
            Add(first, range.End);
        }

        private void Add(int start, int end)
        {
            while (start < end && IsBlank(_text[start]))
                start++;
            while (end > start && IsBlank(_text[end - 1]))
                end--;
            if (end > start)
                spans.Add(new TextSpan(start, end));
        }
    }
}
