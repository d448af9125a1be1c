namespace Rag.Pipeline.Parsing;

/// <summary>What a parser makes of a file. All positions count UTF-16 units of <see cref="Text"/>.</summary>
public sealed record ParsedDocument
{
    /// <summary>
    /// The extracted text: NFC is <em>not</em> applied (positions must stay true), line ends are <c>\n</c>, and there
    /// is no
    /// NUL, no lone surrogate and no other control character but tab and line feed. Never empty or blank.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The file's own title, trimmed; <see langword="null"/> if it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The file's own author, trimmed; <see langword="null"/> if it names none.</summary>
    public string? Author { get; init; }

    /// <summary>Where each page starts, ascending, the first at 0; empty where the format has no pages.</summary>
    public IReadOnlyList<int> PageStarts { get; init; } = [];

    /// <summary>The headings, ascending by start.</summary>
    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>What was lost or doubtful, in words for the uploader.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
