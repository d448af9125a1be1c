using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing;

/// <summary>
/// The metadata block that static site generators put before a Markdown text (YAML <c>---</c> or TOML <c>+++</c>).
/// </summary>
/// <param name="Length">UTF-16 units that it takes, its closing line included; 0 if there is none.</param>
/// <param name="Title">Value of <c>title</c>.</param>
/// <param name="Author">Value of <c>author</c> or <c>authors</c>; several are joined by commas.</param>
internal sealed partial record FrontMatter(int Length, string? Title, string? Author)
{
    // A block that is longer is a horizontal rule with a book behind it.
    private const int MaxLength = 20_000;

    private static readonly FrontMatter None = new(0, null, null);

    /// <summary>Finds the block at the very start of a text, whatever its line ends.</summary>
    public static FrontMatter Read(string text)
    {
        if (!text.StartsWith("---", StringComparison.Ordinal) && !text.StartsWith("+++", StringComparison.Ordinal))
            return None;
        Match match = Block().Match(text[..Math.Min(text.Length, MaxLength)]);
        if (!match.Success)
            return None;
        string? title = null, author = null;
        string[] lines = match.Groups["body"].Value.ReplaceLineEndings("\n").Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            Match pair = Pair().Match(lines[index]);
            string key = pair.Groups["key"].Value;
            if (key.Equals("title", StringComparison.OrdinalIgnoreCase))
                title ??= Unquote(pair.Groups["value"].Value);
            else if (key.Equals("author", StringComparison.OrdinalIgnoreCase)
                     || key.Equals("authors", StringComparison.OrdinalIgnoreCase))
                author ??= ReadList(pair.Groups["value"].Value, lines.AsSpan(index + 1));
        }
        return new(match.Length, title, author);
    }

    private static string? ReadList(string value, ReadOnlySpan<string> following)
    {
        var items = new List<string>();
        if (value.Length > 0)
            items.AddRange(value.Trim('[', ']').Split(',').Select(Unquote).OfType<string>());
        else
            foreach (string line in following)
            {
                if (!line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
                    break;
                if (Unquote(line.TrimStart()[2..]) is { } item)
                    items.Add(item);
            }
        return items.Count == 0 ? null : string.Join(", ", items);
    }

    private static string? Unquote(string value)
    {
        string bare = value.Trim();
        if (bare.Length >= 2 && bare[0] == bare[^1] && bare[0] is '"' or '\'')
            bare = bare[1..^1].Trim();
        return bare.Length == 0 ? null : bare;
    }

    // At least one "key: value" right after the opening line, else two horizontal rules would swallow what is between.
    [GeneratedRegex(
        @"\A(?<fence>---|\+\+\+)[ \t]*\r?\n(?<body>[A-Za-z_][\w .-]*[ \t]*[:=][\s\S]*?\n)"
        + @"(\k<fence>|\.\.\.)[ \t]*(\r?\n|\z)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A(?<key>[A-Za-z_]+)[ \t]*[:=][ \t]*(?<value>.*?)[ \t]*\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
