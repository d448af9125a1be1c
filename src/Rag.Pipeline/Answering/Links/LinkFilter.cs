using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Rag.Pipeline.Answering.Links;

/// <summary>
/// Takes addresses that the <see cref="LinkPolicy"/> does not let pass out of a text that comes in pieces.
/// </summary>
/// <remarks>
/// It knows no code spans and no escapes; what is certainly code is kept from it by <see cref="AnswerFilter"/>.
/// Only the address is held back, never the text of a link: <c>[text](</c> is told, and without a target it stays
/// text. An image that is not allowed loses its tie between <c>!</c> and <c>[</c>, a definition the one between
/// <c>]</c> and <c>:</c>, a tag its bracket. Filtering twice changes nothing more. Not thread-safe; one instance
/// for each answer.
/// </remarks>
internal sealed class LinkFilter(LinkPolicy policy)
{
    /// <summary>What stands in the place of an address.</summary>
    public const string Removed = "(link removed)";

    /// <summary>A look-alike of <c>&lt;</c> that begins no tag.</summary>
    private const char Inert = '‹';

    private const int MaxHeld = 1_000;
    private const int MaxImageText = 300;

    private static readonly SearchValues<char> Triggers = SearchValues.Create("!<]fhwFHW");

    private readonly StringBuilder _held = new();
    private readonly TargetToken _token = new();
    private LinkPlace _place;
    private bool _hasImage;

    /// <summary>How many addresses, images and tags were changed so far.</summary>
    public int ChangedCount { get; private set; }

    /// <summary>Whether nothing is held and nothing that follows belongs to what was told.</summary>
    public bool IsInText => _place == LinkPlace.Text;

    /// <summary>The whole of a text, code included.</summary>
    public static string Clean(string text, LinkPolicy policy)
    {
        var ready = new StringBuilder(text.Length);
        var filter = new LinkFilter(policy);
        filter.Read(text, ready);
        filter.Complete(ready);
        return ready.ToString();
    }

    /// <summary>One that goes on from here while this one stays as it is; nothing may be held.</summary>
    public LinkFilter Fork()
    {
        Debug.Assert(IsInText, "What is held would be told twice.");
        return new LinkFilter(policy) { ChangedCount = ChangedCount, _hasImage = _hasImage };
    }

    /// <summary>Takes a piece and appends what can be told now.</summary>
    public void Read(ReadOnlySpan<char> piece, StringBuilder ready)
    {
        for (int i = 0; i < piece.Length;)
        {
            if (_place != LinkPlace.Text)
            {
                if (Take(piece[i], ready)) i++;
                continue;
            }

            int plain = piece[i..].IndexOfAny(Triggers);
            ready.Append(plain < 0 ? piece[i..] : piece.Slice(i, plain));
            if (plain < 0) return;
            i += plain;
            Begin(piece[i++], ready);
        }
    }

    /// <summary>Appends what was held back, judged as if the text ended here.</summary>
    public void Complete(StringBuilder ready)
    {
        while (_place != LinkPlace.Text) End(ready, followedBy: '\n');
    }

    /// <summary>Appends what was held back: a citation's marker follows, which must not become a part of it.</summary>
    public void Break(StringBuilder ready)
    {
        while (_place is not (LinkPlace.Text or LinkPlace.Bracket)) End(ready, followedBy: '[');
    }

    private void Begin(char c, StringBuilder ready)
    {
        if (c == ']')
        {
            ready.Append(c);
            _place = LinkPlace.Bracket;
            return;
        }

        Hold(c, c switch { '!' => LinkPlace.Bang, '<' => LinkPlace.TagName, _ => LinkPlace.Scheme });
    }

    /// <summary>Takes one character where text is held; <see langword="false"/> if it is to be read anew.</summary>
    private bool Take(char c, StringBuilder ready)
    {
        switch (_place)
        {
            case LinkPlace.Bracket when c is '(' or ':':
                _token.Begin();
                return Hold(c, c == '(' ? LinkPlace.Target : LinkPlace.Definition);
            case LinkPlace.Bang when c == '[' && policy.AllowsImages:
                return Hold(c, LinkPlace.Image);
            case LinkPlace.Image when _held.Length < MaxImageText && !(_held[^1] == ']' && c != '('):
                if (_held[^1] != ']') return Hold(c, LinkPlace.Image);
                _token.Begin();
                return Hold(c, LinkPlace.Target);
            case LinkPlace.Target or LinkPlace.Definition when _held.Length < MaxHeld
                && !_token.EndsBefore(c, _held, isInline: _place == LinkPlace.Target):
                return Hold(c, _place);
            case LinkPlace.Scheme when BareAddress.GoesOn(_held, c, out bool isWhole):
                return Hold(c, isWhole ? LinkPlace.Address : LinkPlace.Scheme);
            case LinkPlace.Address when _held.Length < MaxHeld && !char.IsWhiteSpace(c) && c != '<':
                return Hold(c, LinkPlace.Address);
            case LinkPlace.TagName when _held.Length == 1 && char.IsAsciiLetter(c):
                return Hold(c, LinkPlace.TagName);
            case LinkPlace.TagName when _held.Length > 1 && c == ':':
                return Hold(c, LinkPlace.Angle);
            case LinkPlace.TagName when _held.Length > 1 && (char.IsWhiteSpace(c) || c == '/'):
                return Hold(c, LinkPlace.Attributes);
            case LinkPlace.Angle when char.IsWhiteSpace(c):
                return Hold(c, LinkPlace.Attributes);
            case LinkPlace.TagName when _held.Length is > 1 and < MaxHeld && c is not ('<' or '>'):
                return Hold(c, LinkPlace.TagName);
            case LinkPlace.Angle or LinkPlace.Attributes when _held.Length < MaxHeld && c is not ('<' or '>'):
                return Hold(c, _place);
            case LinkPlace.Angle or LinkPlace.Attributes when c == '>':
                _held.Append(c);
                End(ready, followedBy: c);
                return true;
            case LinkPlace.Overlong when BareAddress.IsPart(c):
                return true;
            default:
                End(ready, followedBy: c);
                return false;
        }
    }

    private bool Hold(char c, LinkPlace place)
    {
        _held.Append(c);
        _place = place;
        return true;
    }

    /// <summary>Judges what is held and tells what is left of it; always at least one character is told.</summary>
    private void End(StringBuilder ready, char followedBy)
    {
        string held = _held.ToString();
        LinkPlace place = _place;
        _held.Clear();
        _place = LinkPlace.Text;
        switch (place)
        {
            case LinkPlace.Bang:
                EndBang(held, ready, followedBy);
                break;
            case LinkPlace.Image:
                EndImage(held, ready);
                break;
            case LinkPlace.Target or LinkPlace.Definition:
                EndTarget(held, ready, followedBy);
                break;
            case LinkPlace.Address:
                EndAddress(held, ready, followedBy);
                break;
            case LinkPlace.Angle when followedBy == '>':
                EndAngle(held, ready);
                break;
            case LinkPlace.Angle or LinkPlace.Attributes:
                EndTag(held, ready, followedBy);
                break;
            case LinkPlace.Scheme or LinkPlace.TagName:
                ready.Append(held[0]);
                Read(held.AsSpan(1), ready);
                break;
        }
    }

    private void EndBang(string held, StringBuilder ready, char followedBy)
    {
        ready.Append(held);
        if (followedBy == '[') Untie(ready);
    }

    private void EndImage(string held, StringBuilder ready)
    {
        ready.Append('!');
        Untie(ready);
        Read(held.AsSpan(1), ready);
    }

    private void Untie(StringBuilder ready)
    {
        ready.Append(' ');
        ChangedCount++;
    }

    private void EndTarget(string held, StringBuilder ready, char followedBy)
    {
        int opening = held[0] == '!' ? held.IndexOf("](", StringComparison.Ordinal) + 1 : 0;
        string token = _token.Of(held);
        // One that is not seen whole could go on with anything.
        LinkVerdict verdict = held.Length >= MaxHeld
            ? LinkVerdict.Foreign
            : policy.Judge(token is ['<', .., '>'] ? token[1..^1] : token);
        if (opening > 0)
        {
            // The text of an image is text like any other.
            bool isAllowed = verdict == LinkVerdict.Allowed && followedBy != '[';
            ready.Append('!');
            if (!isAllowed) Untie(ready);
            _hasImage |= isAllowed;
            Read(held.AsSpan(1, opening - 1), ready);
            Complete(ready);
        }

        ReadOnlySpan<char> rest = held.AsSpan(opening);
        bool isTied = verdict switch
        {
            LinkVerdict.Relative => opening == 0 && followedBy != '[',
            LinkVerdict.Allowed => followedBy != '[',
            LinkVerdict.Known => rest[0] == '(' && opening == 0 && !_hasImage && followedBy != '[',
            _ => false,
        };
        if (!isTied) ready.Append(' ');
        ready.Append(rest[0]);
        if (verdict == LinkVerdict.Foreign)
        {
            ChangedCount++;
            ready.Append(rest[0] == '(' ? Removed.AsSpan(1, Removed.Length - 2) : $" {Removed}");
            if (followedBy is not (')' or ' ' or '\n' or '[')) _place = LinkPlace.Overlong;
        }
        else if (isTied && verdict != LinkVerdict.Relative)
        {
            ready.Append(rest[1..]);
        }
        else
        {
            Read(rest[1..], ready);
        }
    }

    private void EndAddress(string held, StringBuilder ready, char followedBy)
    {
        ReadOnlySpan<char> whole = BareAddress.Trim(held);
        if (IsKept(whole) || BareAddress.IsBeginning(held, out _))
        {
            ready.Append(held);
            if (followedBy == '[' || held.Length >= MaxHeld) ready.Append(' ');
            return;
        }

        // What stands behind it without a space would become a part of it.
        ReadOnlySpan<char> narrow = BareAddress.Narrow(held);
        bool isKept = narrow.Length < whole.Length && IsKept(narrow);
        ready.Append(isKept ? narrow : Removed);
        if (!isKept) ChangedCount++;
        ReadOnlySpan<char> rest = held.AsSpan(narrow.Length);
        if (isKept && (rest.Length > 0 || followedBy == '[')) ready.Append(' ');
        if (held.Length >= MaxHeld && rest.Length == 0) _place = LinkPlace.Overlong;
        else Read(rest, ready);
    }

    private bool IsKept(ReadOnlySpan<char> address) =>
        address.Length > 0 && policy.JudgeBare(address.ToString()) != LinkVerdict.Foreign;

    private void EndAngle(string held, StringBuilder ready)
    {
        bool isKept = policy.Judge(held[1..^1]) != LinkVerdict.Foreign;
        ready.Append(isKept ? held : Removed);
        if (!isKept) ChangedCount++;
    }

    private void EndTag(string held, StringBuilder ready, char followedBy)
    {
        bool isWhole = followedBy == '>' && held[^1] == '>';
        if (isWhole && HtmlTag.IsAllowed(held, policy))
        {
            ready.Append(held);
            return;
        }

        // One that is not seen whole could go on with anything.
        bool isHarmless = (isWhole && !held.Contains('=', StringComparison.Ordinal))
            || (held.Length < MaxHeld && HtmlTag.IsCode(held));
        if (!isHarmless) ChangedCount++;
        ready.Append(isHarmless ? held[0] : Inert);
        Read(held.AsSpan(1), ready);
    }
}
