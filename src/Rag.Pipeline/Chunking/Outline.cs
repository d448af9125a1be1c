using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Chunking;

/// <summary>Where a document's headings stand and which lie above which. Look-ups take O(log headings).</summary>
internal sealed class Outline
{
    /// <summary>Stands between the headings of a path.</summary>
    public const string PathSeparator = " > ";

    private readonly ParsedDocument _document;
    private readonly int[] _starts;
    private readonly string[] _paths;

    public Outline(ParsedDocument document)
    {
        _document = document;
        _starts = [.. document.Headings.Select(heading => heading.Start)];
        _paths = new string[_starts.Length];
        var above = new Stack<(int Level, string Path)>();
        for (int index = 0; index < _starts.Length; index++)
        {
            Heading heading = document.Headings[index];
            while (above.TryPeek(out (int Level, string Path) top) && top.Level >= heading.Level)
                above.Pop();
            _paths[index] = above.TryPeek(out (int Level, string Path) parent)
                ? parent.Path + PathSeparator + heading.Text
                : heading.Text;
            above.Push((heading.Level, _paths[index]));
        }
    }

    /// <summary>The first position from one on that is neither blank nor part of a heading's line.</summary>
    public int BodyStart(int start)
    {
        ReadOnlySpan<char> text = _document.Text;
        int position = start;
        while (true)
        {
            while (position < text.Length && RecursiveTextSplitter.IsBlank(text[position]))
                position++;
            int heading = LastHeadingUpTo(position);
            int lineEnd = heading < 0 ? 0 : LineEnd(text, _starts[heading]);
            if (position >= lineEnd)
                return position;
            position = lineEnd;
        }
    }

    /// <summary>
    /// The headings above a passage, outermost first. A passage that begins with headings belongs to the last of them,
    /// one that runs into another section to the section of its beginning.
    /// </summary>
    /// <returns><see langword="null"/> before the first heading.</returns>
    public string? PathOf(TextSpan passage)
    {
        int heading = LastHeadingUpTo(Math.Min(BodyStart(passage.Start), passage.End - 1));
        return heading < 0 ? null : _paths[heading];
    }

    private int LastHeadingUpTo(int position)
    {
        int index = Array.BinarySearch(_starts, position);
        return index >= 0 ? index : ~index - 1;
    }

    private static int LineEnd(ReadOnlySpan<char> text, int start)
    {
        int length = text[start..].IndexOf('\n');
        return length < 0 ? text.Length : start + length;
    }
}
