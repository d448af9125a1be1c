using System.Text;
using Rag.Pipeline.Answering.Links;
using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Answering;

/// <summary>
/// Reads the model's text as it streams and finds its <c>[n]</c> markers, also when one is split across pieces: text is
/// held back from a <c>[</c> until it is known not to be a marker. A marker that points at no source is removed. What
/// may be code has none: <c>a[1]</c> is no citation there.
/// </summary>
/// <remarks>
/// Links are judged behind it, so that a marker that is removed cannot join the halves of an address, and positions
/// count what is left.
/// </remarks>
internal sealed class CitationReader(IReadOnlyList<Passage> sources, AnswerFilter links)
{
    private const int MaxMarkerLength = 5; // "[100"

    private readonly StringBuilder _answer = new();
    private readonly StringBuilder _pending = new();
    private readonly StringBuilder _told = new();
    private readonly List<CitedSpan> _citations = [];
    private int _codePoints;
    private int _statementStart;
    private int _statementStartCodePoint;
    private bool _afterMarker;

    /// <summary>The answer so far, markers included.</summary>
    public string Text => _answer.ToString();

    /// <summary>The citations so far.</summary>
    public IReadOnlyList<CitedSpan> Citations => _citations;

    /// <summary>Takes a piece of the model's text and gives what can be told now.</summary>
    public IEnumerable<AnswerStep> Read(string piece)
    {
        var ready = new StringBuilder(piece.Length + _pending.Length);
        foreach (char c in piece)
        {
            if (_pending.Length == 0 && c != '[')
            {
                ready.Append(c);
                continue;
            }

            if (_pending.Length > 0 && c == '[') Flush(ready);
            _pending.Append(c);
            if (c == ']' && TryReadMarker(out int number))
            {
                Judge(ready);
                if (links.MayBeCode)
                {
                    Flush(ready);
                    continue;
                }

                _pending.Clear();
                if (number > sources.Count || number < 1) continue;
                foreach (AnswerStep step in Mark(number, ready)) yield return step;
            }
            else if (c != '[' && !char.IsAsciiDigit(c) || _pending.Length > MaxMarkerLength)
            {
                Flush(ready);
            }
        }

        Judge(ready);
        if (_told.Length > 0) yield return Emit();
    }

    /// <summary>Gives what was held back.</summary>
    public IEnumerable<AnswerStep> Complete()
    {
        var ready = new StringBuilder();
        Flush(ready);
        Judge(ready);
        links.Complete(_told);
        if (_told.Length > 0) yield return Emit();
    }

    private IEnumerable<AnswerStep> Mark(int number, StringBuilder ready)
    {
        links.Break(_told);
        if (_told.Length > 0) yield return Emit();
        yield return new AnswerStep.CitationMade(Cite(number));
        ready.Append('[').Append(number).Append(']');
        Judge(ready);
        yield return Emit(isMarker: true);
    }

    private void Judge(StringBuilder ready)
    {
        links.Read(ready.ToString(), _told);
        ready.Clear();
    }

    private void Flush(StringBuilder ready)
    {
        ready.Append(_pending);
        _pending.Clear();
    }

    private bool TryReadMarker(out int number)
    {
        number = 0;
        return _pending.Length >= 3 && int.TryParse(_pending.ToString(1, _pending.Length - 2), out number);
    }

    private AnswerStep.TextAdded Emit(bool isMarker = false)
    {
        string text = _told.ToString();
        _told.Clear();
        if (!isMarker && !string.IsNullOrWhiteSpace(text) && _afterMarker)
        {
            _statementStart = _answer.Length;
            _statementStartCodePoint = _codePoints;
            _afterMarker = false;
        }

        _answer.Append(text);
        _codePoints += text.Length - CountLowSurrogates(text);
        _afterMarker |= isMarker;
        return new AnswerStep.TextAdded(text);
    }

    private CitedSpan Cite(int number)
    {
        string statement = _answer.ToString(_statementStart, _answer.Length - _statementStart);
        // A full stop behind the marker before belongs to the statement before.
        string trimmed = statement.TrimStart(' ', '\n', '\t', '.', ',', ';', ':');
        int start = _statementStartCodePoint + statement.Length - trimmed.Length;
        trimmed = trimmed.TrimEnd();
        int markers = trimmed.IndexOf('[', StringComparison.Ordinal);
        // Several markers behind one statement ("… 1976.[1][3]") all cite the statement, without the earlier markers.
        if (markers > 0 && _afterMarker) trimmed = trimmed[..markers].TrimEnd();
        int end = start + trimmed.Length - CountLowSurrogates(trimmed);
        (string? quote, bool verified) = CitationCheck.Verify(trimmed, sources[number - 1].Reading);
        var citation = new CitedSpan(number, start, end, quote, verified);
        _citations.Add(citation);
        return citation;
    }

    private static int CountLowSurrogates(string text) => text.Count(char.IsLowSurrogate);
}
