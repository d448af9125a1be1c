using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Answering.Links;

/// <summary>Judges an HTML tag by its attributes: what is not known to be harmless is not.</summary>
internal static partial class HtmlTag
{
    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "align", "alt", "border", "cellpadding", "cellspacing", "checked", "class", "colspan", "dir", "disabled",
        "height", "id", "lang", "name", "reversed", "role", "rowspan", "scope", "span", "start", "title", "type",
        "valign", "value", "width");

    /// <summary>Whether a tag leads nowhere but where the policy lets it.</summary>
    /// <param name="tag">From <c>&lt;</c> to the first <c>&gt;</c>.</param>
    /// <param name="policy">Judges its targets.</param>
    public static bool IsAllowed(ReadOnlySpan<char> tag, LinkPolicy policy)
    {
        int at = 1;
        while (at < tag.Length && !EndsName(tag[at])) at++;
        ReadOnlySpan<char> name = tag[1..at];
        while (TryReadAttribute(tag, ref at, out ReadOnlySpan<char> attribute, out ReadOnlySpan<char> value))
        {
            if (!IsAllowed(name, attribute, value, policy)) return false;
        }

        return at == tag.Length - 1;
    }

    /// <summary>
    /// Whether what looks like a tag is likelier a comparison (<c>i&lt;n; i++</c>) and harmless as a tag: none has
    /// such a name, and of an unknown element only styles and events do anything.
    /// </summary>
    public static bool IsCode(string tag) => !PlainName().IsMatch(tag) && !Acting().IsMatch(tag);

    private static bool IsAllowed(
        ReadOnlySpan<char> name, ReadOnlySpan<char> attribute, ReadOnlySpan<char> value, LinkPolicy policy)
    {
        if (Harmless.GetAlternateLookup<ReadOnlySpan<char>>().Contains(attribute)) return true;
        if (name.Equals("a", StringComparison.OrdinalIgnoreCase)
            && attribute.Equals("href", StringComparison.OrdinalIgnoreCase))
        {
            return policy.Judge(value.ToString()) != LinkVerdict.Foreign;
        }

        return name.Equals("img", StringComparison.OrdinalIgnoreCase)
            && attribute.Equals("src", StringComparison.OrdinalIgnoreCase)
            && policy.Judge(value.ToString()) == LinkVerdict.Allowed;
    }

    /// <summary>Reads the next attribute; <paramref name="at"/> stays before what cannot be read.</summary>
    private static bool TryReadAttribute(
        ReadOnlySpan<char> tag, scoped ref int at, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        int end = tag.Length - 1;
        while (at < end && (IsSpace(tag[at]) || tag[at] == '/')) at++;
        if (at == end) return false;
        int start = at;
        int next = at;
        while (next < end && tag[next] != '=' && !EndsName(tag[next])) next++;
        if (next == start) return false;
        name = tag[start..next];
        while (next < end && IsSpace(tag[next])) next++;
        if (next < end && tag[next] == '=' && !TryReadValue(tag[..end], ref next, out value)) return false;
        at = next;
        return true;
    }

    private static bool TryReadValue(ReadOnlySpan<char> tag, scoped ref int at, out ReadOnlySpan<char> value)
    {
        value = default;
        at++;
        while (at < tag.Length && IsSpace(tag[at])) at++;
        if (at == tag.Length) return false;
        char quote = tag[at];
        if (quote is '"' or '\'')
        {
            int length = tag[(at + 1)..].IndexOf(quote);
            if (length < 0) return false;
            value = tag.Slice(at + 1, length);
            at += length + 2;
            return true;
        }

        int start = at;
        while (at < tag.Length && !IsSpace(tag[at])) at++;
        value = tag[start..at];
        return true;
    }

    private static bool EndsName(char c) => IsSpace(c) || c is '/' or '>';

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    [GeneratedRegex("^<[a-z][a-z0-9-]*(?![^\\s/>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    [GeneratedRegex("style|[\\s/\"']on\\w+\\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Acting();
}
