using System.Text;

namespace Rag.Pipeline.Answering.Links;

/// <summary>
/// Takes links out of an answer that comes in pieces, and leaves its code as it is: nothing in code is a link or an
/// image.
/// </summary>
/// <remarks>
/// Whether it is code is certain only once it is closed, and what was told cannot be taken back. So until then only
/// that is told in which code and text would be the same; from the first difference on it waits, and is told as code
/// when it is closed, or else as text with its links taken out. Not thread-safe; one instance for each answer.
/// </remarks>
internal sealed class AnswerFilter(LinkPolicy policy)
{
    /// <summary>Characters of code that wait for its end at most; longer, it is filtered as text.</summary>
    public const int MaxHeld = 16_000;

    private readonly MarkdownCode _code = new();

    /// <summary>What came as code and was not told yet.</summary>
    private readonly StringBuilder _asCode = new();

    /// <summary>The same, filtered as text.</summary>
    private readonly StringBuilder _asText = new();

    private LinkFilter _links = new(policy);

    /// <summary>Reads, as text, what may be code.</summary>
    private LinkFilter? _doubt;

    /// <summary>How many addresses, images and tags were changed so far.</summary>
    public int ChangedCount => _links.ChangedCount;

    /// <summary>Whether what follows may turn out to be code.</summary>
    public bool MayBeCode => _code.MayGoOn;

    /// <summary>Takes a piece and appends what can be told now.</summary>
    public void Read(ReadOnlySpan<char> piece, StringBuilder ready)
    {
        int told = 0;
        for (int i = 0; i < piece.Length; i++)
        {
            CodeStep step = _code.Take(piece[i]);
            if (step != CodeStep.None)
            {
                if (_doubt is null) _links.Read(piece[told..i], ready);
                told = i;
                Take(step, ready);
            }

            if (_doubt is null) continue;
            ReadDoubtful(piece.Slice(i, 1), ready);
            told = i + 1;
        }

        if (_doubt is null) _links.Read(piece[told..], ready);
    }

    /// <summary>Appends what was held back: a citation's marker follows, which must not become a part of it.</summary>
    public void Break(StringBuilder ready)
    {
        Take(_code.Break(), ready);
        if (_doubt is not null) GiveUp(ready);
        _links.Break(ready);
    }

    /// <summary>Appends what was held back, judged as if the text ended here.</summary>
    public void Complete(StringBuilder ready)
    {
        Take(_code.Complete() == CodeStep.Closed ? CodeStep.Closed : CodeStep.Fails, ready);
        _links.Complete(ready);
    }

    private void Take(CodeStep step, StringBuilder ready)
    {
        switch (step)
        {
            case CodeStep.Begins when _links.IsInText:
                _doubt = _links.Fork();
                break;
            case CodeStep.Begins:
                // Something else has begun before and may hold its backticks.
                _code.GiveUp();
                break;
            case CodeStep.Closed when _doubt is not null:
                ready.Append(_asCode);
                EndDoubt();
                break;
            case CodeStep.Fails when _doubt is not null:
                ready.Append(_asText);
                _links = _doubt;
                EndDoubt();
                break;
        }
    }

    private void ReadDoubtful(ReadOnlySpan<char> piece, StringBuilder ready)
    {
        _asCode.Append(piece);
        _doubt!.Read(piece, _asText);
        TellCommon(ready);
        if (_asCode.Length > MaxHeld) GiveUp(ready);
    }

    private void TellCommon(StringBuilder ready)
    {
        int most = Math.Min(_asCode.Length, _asText.Length);
        int common = 0;
        while (common < most && _asCode[common] == _asText[common]) common++;
        ready.Append(_asCode, 0, common);
        _asCode.Remove(0, common);
        _asText.Remove(0, common);
    }

    private void GiveUp(StringBuilder ready)
    {
        _code.GiveUp();
        Take(CodeStep.Fails, ready);
    }

    private void EndDoubt()
    {
        _doubt = null;
        _asCode.Clear();
        _asText.Clear();
    }
}
