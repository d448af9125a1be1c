using System.Text;

namespace Rag.Pipeline.Answering.Links;

/// <summary>Finds where the target of a Markdown link begins and ends while it is held. Not thread-safe.</summary>
internal sealed class TargetToken
{
    private int _start;
    private int _depth;

    /// <summary>Begins behind a parenthesis or colon that is about to be held.</summary>
    public void Begin() => _start = -1;

    /// <summary>The target; empty if there is none.</summary>
    public string Of(string held) => _start < 0 ? "" : held[_start..];

    /// <summary>Whether the target is complete before a character, which is else held next.</summary>
    public bool EndsBefore(char c, StringBuilder held, bool isInline)
    {
        bool isSpace = char.IsWhiteSpace(c);
        if (_start < 0)
        {
            // A blank line ends every link, and so does a parenthesis without a target.
            if (isSpace) return c == '\n' && held.ToString().Contains('\n', StringComparison.Ordinal);
            if (c == ')' && isInline) return true;
            (_start, _depth) = (held.Length, c == '(' ? 1 : 0);
            return false;
        }

        if (held[_start] == '<') return c == '\n' || held[^1] == '>';
        if (c == '(') _depth++;
        return isSpace || (c == ')' && isInline && --_depth < 0);
    }
}
