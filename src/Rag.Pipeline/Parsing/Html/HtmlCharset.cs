using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Html;

/// <summary>The character encoding that a page declares about itself.</summary>
internal static partial class HtmlCharset
{
    // Browsers look at the first kilobyte; pages that put comments before it are common enough to look at four.
    private const int WindowSize = 4096;

    /// <summary>
    /// Value of <c>meta charset</c> or of the XML declaration; <see langword="null"/> if there is none.
    /// </summary>
    public static string? FindDeclared(ReadOnlySpan<byte> bytes)
    {
        string start = Encoding.Latin1.GetString(bytes[..Math.Min(WindowSize, bytes.Length)]);
        Match match = Declaration().Match(start);
        return match.Success ? match.Groups["charset"].Value : null;
    }

    [GeneratedRegex(
        @"(<meta[^>]{0,200}charset|<\?xml[^>]{0,200}encoding)\s{0,9}=\s{0,9}[""']?(?<charset>[A-Za-z0-9_.:-]{1,40})",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
