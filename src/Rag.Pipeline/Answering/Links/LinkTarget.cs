using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Answering.Links;

/// <summary>Where a browser would go, read with a browser's leniency.</summary>
/// <param name="IsRelative">It names neither a scheme nor a host.</param>
/// <param name="CanBeKnown">Its scheme is one that a document may well name: the web, mail, telephone.</param>
/// <param name="Host">Its host, in lower case; empty if it has none or none that is certain.</param>
internal readonly partial record struct LinkTarget(bool IsRelative, bool CanBeKnown, string Host)
{
    private static readonly LinkTarget Opaque = new(false, false, "");

    /// <summary>Reads a target as it stands in Markdown or in an attribute; never fails.</summary>
    public static LinkTarget Read(string written)
    {
        string text = Clean(WebUtility.HtmlDecode(written));
        if (!text.Contains('\\', StringComparison.Ordinal)) return ReadClean(text);
        // Markdown takes a backslash away, a browser reads it as a slash: who can tell which comes first.
        LinkTarget without = ReadClean(text.Replace("\\", "", StringComparison.Ordinal));
        LinkTarget slashed = ReadClean(text.Replace('\\', '/'));
        return without.IsRelative && slashed.IsRelative ? slashed : Opaque;
    }

    private static LinkTarget ReadClean(string text)
    {
        if (text.StartsWith("//", StringComparison.Ordinal)) return Web("https:" + text);
        Match scheme = Scheme().Match(text);
        if (scheme.Success)
        {
            return scheme.Groups["name"].Value.ToLowerInvariant() switch
            {
                "http" or "https" or "ftp" => Web(text),
                "mailto" or "tel" => new LinkTarget(false, true, ""),
                _ => Opaque,
            };
        }

        // An entity that was not decoded here may be a colon or a slash to a browser.
        return Entity().IsMatch(text) ? Opaque : new LinkTarget(true, false, "");
    }

    private static LinkTarget Web(string address) => new(
        false,
        true,
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "ftp"
            ? uri.IdnHost.ToLowerInvariant()
            : "");

    /// <summary>Browsers pass over white space and control characters around a target and line ends within.</summary>
    private static string Clean(string text)
    {
        int start = 0;
        while (start < text.Length && text[start] <= ' ') start++;
        var clean = new StringBuilder(text.Length);
        foreach (char c in text.AsSpan(start))
        {
            if (c is not ('\t' or '\n' or '\r')) clean.Append(c);
        }

        return clean.ToString();
    }

    // "std::string" in the place of a target is code.
    [GeneratedRegex("^(?<name>[a-z][a-z0-9+.-]*):(?!:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex("&#?[a-z0-9]+;", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Entity();
}
