namespace Rag.Pipeline.Answering.Links;

/// <summary>A fenced block from its first line on, read character by character. Not thread-safe.</summary>
internal sealed class FencedCode
{
    private int _indent;
    private int _blanks;
    private int _run;
    private Place _place;

    private enum Place
    {
        LineStart,
        Run,
        BehindRun,
        Content,
    }

    /// <summary>What it is fenced by: <c>`</c> or <c>~</c>.</summary>
    public char Mark { get; private set; }

    /// <summary>Marks of its first line; as many close it.</summary>
    public int Length { get; set; }

    /// <summary>Begins one with the first of its marks.</summary>
    public void Begin(char mark, int indent)
    {
        (Mark, _indent) = (mark, indent);
        BeginLine();
    }

    /// <summary>Takes a character of a line behind the first.</summary>
    /// <returns><see cref="CodeStep.Closed"/> at the end of the line that closes it.</returns>
    public CodeStep Take(char c)
    {
        switch (_place)
        {
            case Place.LineStart when c == ' ':
                _blanks++;
                return CodeStep.None;
            case Place.LineStart when c is '\n' or '\r':
                if (c == '\n') BeginLine();
                return CodeStep.None;
            case Place.LineStart when c == '\t' && _blanks >= _indent:
                // Deeper than any line that closes it; what else stands there is content.
                _blanks += 4;
                return CodeStep.None;
            case Place.LineStart when _blanks < _indent:
                return CodeStep.Fails;
            case Place.LineStart or Place.Run when c == Mark:
                (_place, _run) = (Place.Run, _run + 1);
                return CodeStep.None;
            case Place.Run or Place.BehindRun when c is '\n' && _run >= Length:
                // Another indentation closes it here and not there.
                return _blanks == _indent ? CodeStep.Closed : CodeStep.Fails;
            case Place.Run or Place.BehindRun when c is ' ' or '\t' or '\r':
                _place = Place.BehindRun;
                return CodeStep.None;
            default:
                _place = Place.Content;
                if (c == '\n') BeginLine();
                return CodeStep.None;
        }
    }

    private void BeginLine() => (_place, _blanks, _run) = (Place.LineStart, 0, 0);
}
