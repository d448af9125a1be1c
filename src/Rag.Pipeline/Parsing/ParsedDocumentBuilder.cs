using System.Diagnostics;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// Collects what a parser finds. All text goes through <see cref="TextNormalizer"/>, and the positions of headings and
/// pages are read off the normalised text, so no parser can break the promises of <see cref="ParsedDocument"/>.
/// </summary>
/// <param name="maxTextLength">Longest text in UTF-16 units; more is <c>too_large</c>.</param>
internal sealed class ParsedDocumentBuilder(int maxTextLength)
{
    /// <summary>Headings kept of one file; what comes after them is text like any other.</summary>
    public const int MaxHeadings = 10_000;

    // A title longer than this is a paragraph that somebody marked up as one.
    private const int MaxTitleLength = 500;

    // What one file can complain about; a hostile one must not fill the document's state.
    private const int MaxWarnings = 20;

    private readonly TextNormalizer _text = new();
    private readonly List<int> _pageStarts = [];
    private readonly List<Heading> _headings = [];
    private readonly List<string> _warnings = [];

    /// <summary>The file's own title; blank counts as none.</summary>
    public string? Title { get; set; }

    /// <summary>The file's own author; blank counts as none.</summary>
    public string? Author { get; set; }

    /// <summary>UTF-16 units written so far: the position of what is appended next.</summary>
    public int Length => _text.Length;

    /// <summary>The normalised text so far, for a parser that reads positions off it.</summary>
    public string CopyText() => _text.ToString();

    /// <summary>Appends text that does not start or end inside a CRLF or a surrogate pair.</summary>
    /// <exception cref="ParseException"><c>too_large</c>: the text exceeds its limit.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        if (_text.Length > maxTextLength)
            throw new ParseException("too_large",
                $"The file holds more than {maxTextLength} characters of text, the limit. "
                + "Split it into smaller files.");
    }

    /// <summary>Appends a paragraph, separated from what is before it by one blank line.</summary>
    public void AppendParagraph(ReadOnlySpan<char> text) => AppendAfter("\n\n", text);

    /// <summary>Appends a line of the same paragraph, list or table.</summary>
    public void AppendLine(ReadOnlySpan<char> text) => AppendAfter("\n", text);

    /// <summary>Appends the rows of a table as the lines of a paragraph.</summary>
    public void AppendRows(IEnumerable<string> rows)
    {
        bool isFirst = true;
        foreach (string row in rows)
        {
            if (isFirst)
                AppendParagraph(row);
            else
                AppendLine(row);
            isFirst = false;
        }
    }

    /// <summary>Appends a heading as a paragraph of its own.</summary>
    public void AppendHeading(int level, string text)
    {
        string line = TextNormalizer.Line(text);
        if (line.Length == 0)
            return;
        AppendParagraph("");
        AddHeading(Length, level, line);
        Append(line);
    }

    /// <summary>Notes a heading at a position of text that is appended already.</summary>
    public void AddHeading(int start, int level, string text)
    {
        Debug.Assert(_headings.Count == 0 || _headings[^1].Start <= start, "Headings ascend by start.");
        string line = TextNormalizer.Line(text);
        if (line.Length > 0 && _headings.Count < MaxHeadings)
            _headings.Add(new Heading(start, Math.Clamp(level, 1, 6), line));
    }

    /// <summary>Notes that the next page starts at the end of the text so far; the first page starts at 0.</summary>
    public void StartPage() => _pageStarts.Add(Length);

    /// <summary>Notes something that was lost or doubtful.</summary>
    public void Warn(string warning)
    {
        if (_warnings.Count < MaxWarnings && !_warnings.Contains(warning))
            _warnings.Add(warning);
    }

    /// <summary>The document.</summary>
    /// <param name="emptyMessage">
    /// What to say if there is no text; <see langword="null"/> for a general sentence.
    /// </param>
    /// <exception cref="ParseException"><c>no_text</c>: nothing but white space was found.</exception>
    public ParsedDocument Build(string? emptyMessage = null)
    {
        string text = _text.ToString();
        if (string.IsNullOrWhiteSpace(text))
            throw new ParseException("no_text", emptyMessage ?? "The file holds no text.");
        return new ParsedDocument
        {
            Text = text,
            Title = TrimToNull(Title),
            Author = TrimToNull(Author),
            PageStarts = _pageStarts,
            Headings = _headings,
            Warnings = [.. _warnings, .. _text.Warnings()],
        };
    }

    private void AppendAfter(string separator, ReadOnlySpan<char> text)
    {
        if (Length > 0)
            Append(separator);
        Append(text);
    }

    private static string? TrimToNull(string? text)
    {
        string line = TextNormalizer.Line(text ?? "");
        if (line.Length > MaxTitleLength)
            line = line[..(char.IsHighSurrogate(line[MaxTitleLength - 1]) ? MaxTitleLength - 1 : MaxTitleLength)];
        return line.Length == 0 ? null : line;
    }
}
