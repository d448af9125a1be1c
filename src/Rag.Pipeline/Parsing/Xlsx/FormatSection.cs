using System.Text;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>One of the up to four parts of a format code: for positive numbers, negative ones, zero, text.</summary>
/// <param name="NetFormat">
/// The same as .NET's custom format, whose grammar for digits is Excel's; <see langword="null"/> for <c>General</c> and
/// for what it cannot express.
/// </param>
/// <param name="Symbols">The code's letters outside of literals, lower case: dates are told by them.</param>
internal sealed record FormatSection(string? NetFormat, string Symbols)
{
    /// <summary>The sections of a code; at least one.</summary>
    public static IReadOnlyList<FormatSection> Split(string code)
    {
        var sections = new List<FormatSection>();
        int start = 0;
        bool isQuoted = false;
        for (int at = 0; at <= code.Length; at++)
        {
            if (at < code.Length && code[at] == '"')
                isQuoted = !isQuoted;
            if (at < code.Length && code[at] is '\\' && !isQuoted)
                at++;
            else if (at >= code.Length || (code[at] == ';' && !isQuoted))
            {
                sections.Add(Parse(code.AsSpan(start, Math.Min(at, code.Length) - start)));
                start = Math.Min(at + 1, code.Length);
            }
        }
        return sections.Count > 0 ? sections : [Parse("General")];
    }

    private static FormatSection Parse(ReadOnlySpan<char> code)
    {
        var net = new StringBuilder();
        var symbols = new StringBuilder();
        bool isExpressible = !code.Contains("General", StringComparison.OrdinalIgnoreCase);
        int point = -1;
        for (int at = 0; at < code.Length; at++)
        {
            switch (code[at])
            {
                case '"':
                    int end = Find(code, at + 1, '"');
                    AppendLiteral(net, code[(at + 1)..end]);
                    at = end;
                    break;
                case '\\' when at + 1 < code.Length:
                    AppendLiteral(net, code.Slice(++at, 1));
                    break;
                // Room as wide as the next character, or filled with it.
                case '_' or '*':
                    at++;
                    break;
                case '[':
                    end = Find(code, at + 1, ']');
                    isExpressible &= AppendBracket(code[(at + 1)..end], net, symbols);
                    at = end;
                    break;
                case '?':
                    net.Append('#');
                    break;
                // Thousands and millions: Excel writes the commas behind the decimals, .NET before the point.
                case ',' when point >= 0:
                    net.Insert(point, ',');
                    break;
                case '.' when point < 0:
                    point = net.Length;
                    net.Append('.');
                    break;
                case '0' or '#' or '.' or ',' or '%' or 'E':
                    net.Append(code[at]);
                    break;
                case '+' or '-' when net.Length > 0 && net[^1] == 'E':
                    net.Append(code[at]);
                    break;
                case '/' or '@':
                    isExpressible = false;
                    symbols.Append(code[at]);
                    break;
                default:
                    if (char.IsAsciiLetter(code[at]))
                        symbols.Append(char.ToLowerInvariant(code[at]));
                    AppendLiteral(net, code.Slice(at, 1));
                    break;
            }
        }
        return new FormatSection(isExpressible ? net.ToString() : null, symbols.ToString());
    }

    // A currency, a colour, a condition, or hours that run beyond a day.
    private static bool AppendBracket(ReadOnlySpan<char> content, StringBuilder net, StringBuilder symbols)
    {
        if (content is ['$', .. var currency])
        {
            int locale = currency.LastIndexOf('-');
            AppendLiteral(net, locale < 0 ? currency : currency[..locale]);
        }
        else if (content is ['h' or 'H' or 'm' or 'M' or 's' or 'S', ..] && content.Trim("hHmMsS").IsEmpty)
            symbols.Append('[').Append(char.ToLowerInvariant(content[0]));
        return content is not ['<' or '>' or '=', ..];
    }

    private static void AppendLiteral(StringBuilder net, ReadOnlySpan<char> text)
    {
        foreach (char character in text)
            net.Append('\\').Append(character);
    }

    private static int Find(ReadOnlySpan<char> code, int from, char what)
    {
        int found = code[from..].IndexOf(what);
        return found < 0 ? code.Length : from + found;
    }
}
