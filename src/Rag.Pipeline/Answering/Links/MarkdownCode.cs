using System.Diagnostics;

namespace Rag.Pipeline.Answering.Links;

/// <summary>
/// Finds the code of a Markdown text that comes character by character: code spans and fenced blocks of CommonMark,
/// as far as there can be no doubt about them.
/// </summary>
/// <remarks>
/// Who protects readers from links believes it, so it must never call something code that a renderer shows as text; to
/// miss code is harmless. A span counts only if it is closed on its line, by a run of backticks of the same length:
/// across lines a list or a table may come between. A fence counts only if it stands free or is indented by up to three
/// blanks, no line of it is indented less (it could end a list, and the fence with it), and it is closed. Behind what
/// can take a backtick from a span, in CommonMark or a usual extension (a tag, an address, a link's target or label, a
/// backslash, mathematics, a cell of a table, a span left open), no span counts until the next blank line; behind what
/// can do so to a fence (blocks of HTML or mathematics, fences in lists and quotations that are not seen through, line
/// ends that are none everywhere) nothing counts any more. Not thread-safe; one instance for each text.
/// </remarks>
internal sealed class MarkdownCode
{
    private const int ShortestFence = 3;
    private const int DeepestFence = 3;

    private readonly FencedCode _fence = new();
    private State _state = State.LineStart;
    private char _previous = '\n';
    private char _beforeRun;
    private int _indent;
    private bool _isContained;
    private bool _isLineFirst;
    private int _run;
    private int _span;
    private bool _isSpanOdd;
    private bool _hasNoSpans;

    private enum State
    {
        /// <summary>Among indentation and marks of lists and quotations.</summary>
        LineStart,

        /// <summary>In the marks at the start of a line that may begin a fence.</summary>
        FenceRun,

        /// <summary>In the rest of a fence's first line.</summary>
        FenceInfo,

        /// <summary>Behind a fence's first line.</summary>
        FenceStart,

        /// <summary>In a fence.</summary>
        Fence,

        /// <summary>In text.</summary>
        Text,

        /// <summary>In backticks within text.</summary>
        Run,

        /// <summary>In what may be a span.</summary>
        Span,

        /// <summary>In backticks within what may be a span.</summary>
        SpanRun,

        /// <summary>There is no telling any more.</summary>
        Lost,
    }

    /// <summary>Whether a next character that is no backtick and no line end may be code.</summary>
    public bool MayGoOn => _state switch
    {
        State.Run => !_hasNoSpans,
        State.FenceRun => _run >= ShortestFence || (_fence.Mark == '`' && !_hasNoSpans),
        _ => _state is State.FenceInfo or State.FenceStart || (IsInCode && !ClosesSpan),
    };

    private bool IsInCode => _state is State.Fence or State.Span or State.SpanRun;

    private bool ClosesSpan => _state == State.SpanRun && _run == _span && _beforeRun != '\\';

    /// <summary>Takes the next character.</summary>
    public CodeStep Take(char c)
    {
        if (_state == State.Lost) return CodeStep.None;
        // A line ends here for some renderers and does not for others.
        bool isOddBreak = (_previous == '\r' && c != '\n')
            || c is '\0' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';
        CodeStep step = isOddBreak ? Lose() : Read(c);
        _previous = c;
        return step;
    }

    /// <summary>The text ends here, or goes on with something that is no backtick and no line end.</summary>
    public CodeStep Break()
    {
        if (!ClosesSpan) return CodeStep.None;
        _state = State.Text;
        return CodeStep.Closed;
    }

    /// <summary>The text ends here; <see cref="CodeStep.Closed"/> if that closes code.</summary>
    public CodeStep Complete() => _state == State.Fence ? _fence.Take('\n') : Break();

    /// <summary>What has begun is not to count: something else holds its backticks, or it takes too long.</summary>
    public void GiveUp()
    {
        if (_state == State.Fence) Lose();
        else if (IsInCode) FailSpan();
    }

    private CodeStep Read(char c)
    {
        switch (_state)
        {
            case State.LineStart:
                return ReadLineStart(c);
            case State.FenceRun when c == _fence.Mark:
            case State.Run or State.SpanRun when c == '`':
                _run++;
                return CodeStep.None;
            case State.FenceRun:
                return EndFenceRun(c);
            case State.FenceInfo:
                if (c == '`') return Lose();
                if (c == '\n') _state = State.FenceStart;
                return CodeStep.None;
            case State.FenceStart:
                _state = State.Fence;
                return ReadFence(c) == CodeStep.None ? CodeStep.Begins : CodeStep.None;
            case State.Fence:
                return ReadFence(c);
            case State.Run:
                return BeginSpan(c);
            case State.Span or State.SpanRun:
                return ReadSpan(c);
            default:
                ReadText(c);
                return CodeStep.None;
        }
    }

    private CodeStep ReadLineStart(char c)
    {
        switch (c)
        {
            case '\n':
                // A blank line ends every paragraph, and with it whatever was left open in it.
                if (!_isContained) _hasNoSpans = false;
                BeginLine();
                break;
            case ' ':
                _indent++;
                break;
            case '\r':
                break;
            case '\t' or '>' or '-' or '*' or '+' or '.' or ')' or ':' or (>= '0' and <= '9'):
                _isContained = true;
                break;
            case '`' or '~':
                _fence.Begin(c, _indent);
                (_run, _state) = (1, State.FenceRun);
                break;
            default:
                (_state, _isLineFirst) = (State.Text, true);
                ReadText(c);
                break;
        }

        return CodeStep.None;
    }

    private CodeStep EndFenceRun(char c)
    {
        if (_run >= ShortestFence)
        {
            if (_isContained || _indent > DeepestFence) return Lose();
            (_fence.Length, _state) = (_run, State.FenceInfo);
            return Read(c);
        }

        if (_fence.Mark == '`') return BeginSpan(c);
        _state = State.Text;
        return Read(c);
    }

    private CodeStep ReadFence(char c)
    {
        CodeStep step = _fence.Take(c);
        if (step == CodeStep.Fails) return Lose();
        if (step != CodeStep.Closed) return CodeStep.None;
        _hasNoSpans = false;
        BeginLine();
        return CodeStep.Closed;
    }

    private void ReadText(char c)
    {
        bool isFirst = _isLineFirst;
        _isLineFirst = isFirst && c == '<';
        switch (c)
        {
            case '\n':
                BeginLine();
                break;
            case '`':
                (_run, _state) = (1, State.Run);
                break;
            case '$' when _previous == '$':
            case '[' when _previous == '\\':
                Lose();
                break;
            case '$' or '\\':
            case '(' or '[' or ':' when _previous == ']':
                _hasNoSpans = true;
                break;
            case '/' or '!' or '?' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') when _previous == '<':
                // What begins a line may be a block of HTML.
                if (isFirst) Lose();
                else _hasNoSpans = true;
                break;
        }
    }

    private CodeStep BeginSpan(char c)
    {
        if (_hasNoSpans || c is '\n' or '\r' or '|')
        {
            (_hasNoSpans, _state) = (true, State.Text);
            ReadText(c);
            return CodeStep.None;
        }

        (_span, _isSpanOdd, _state) = (_run, c is '$' or '\\', State.Span);
        return CodeStep.Begins;
    }

    private CodeStep ReadSpan(char c)
    {
        if (ClosesSpan)
        {
            _state = State.Text;
            ReadText(c);
            return CodeStep.Closed;
        }

        bool isAmbiguous = _state == State.SpanRun && _run == _span;
        _state = State.Span;
        if (c == '`') (_run, _beforeRun, _state) = (1, _previous, State.SpanRun);
        _isSpanOdd |= c is '$' or '\\';
        if (!isAmbiguous && c is not ('\n' or '\r' or '|')) return CodeStep.None;
        FailSpan();
        if (c == '\n' && _state == State.Text) BeginLine();
        return CodeStep.Fails;
    }

    /// <summary>What stood in it is text: it may have begun mathematics.</summary>
    private void FailSpan()
    {
        Debug.Assert(_state is State.Span or State.SpanRun, "Only a span can fail as one.");
        (_state, _hasNoSpans) = (_isSpanOdd ? State.Lost : State.Text, true);
    }

    private CodeStep Lose()
    {
        bool wasCode = IsInCode;
        _state = State.Lost;
        return wasCode ? CodeStep.Fails : CodeStep.None;
    }

    private void BeginLine() => (_state, _indent, _isContained, _isLineFirst) = (State.LineStart, 0, false, false);
}
