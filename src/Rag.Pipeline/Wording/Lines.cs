using System.Text.RegularExpressions;

namespace Rag.Pipeline.Wording;

/// <summary>Reads the lines that a model was asked for, whatever it puts around them.</summary>
internal static partial class Lines
{
    private static readonly char[] Quotes = ['"', '\'', '“', '”', '„', '«', '»', '`'];

    /// <summary>The lines that are not blank, without numbers and bullets before them.</summary>
    public static IEnumerable<string> Of(string text) => text
        .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => Bullet().Replace(line, "").Trim())
        .Where(line => line.Length > 0);

    /// <summary>A line without the quotation marks around it; those inside stay.</summary>
    public static string Unquote(string line) =>
        line.Length > 1 && Quotes.Contains(line[0]) && Quotes.Contains(line[^1]) ? line[1..^1].Trim() : line;

    [GeneratedRegex(@"^(\d{1,2}[.)]|[-*•])\s+")]
    private static partial Regex Bullet();
}
