using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Speaking;

/// <summary>
/// What a model without any sense of secrecy says: its whole prompt, in the form that the last message names. The forms
/// are <c>base64</c>, <c>hex</c>, <c>rot13</c>, <c>backwards</c>, <c>upper case</c>, <c>letter by letter</c>,
/// <c>translate</c>, <c>summar…</c>, <c>json</c>; anything else gets the prompt word by word.
/// </summary>
internal static partial class Echo
{
    private const int SummaryLength = 100;

    public static string Of(IReadOnlyList<string> messages)
    {
        string prompt = string.Join("\n\n", messages);
        return Form().Match(messages[^1]).Value.ToLowerInvariant() switch
        {
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(prompt)),
            "hex" => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(prompt)),
            "rot13" => string.Concat(prompt.Select(Rotate)),
            "backwards" => string.Concat(prompt.Reverse()),
            "upper case" => prompt.ToUpperInvariant(),
            "letter by letter" => string.Join("-", prompt.AsEnumerable()),
            // Names, numbers and what else is no word of a language stay as they are in every translation.
            "translate" => PlainWord().Replace(prompt, word => word.Value[1..] + word.Value[0] + "ay"),
            "summar" => prompt[..Math.Min(SummaryLength, prompt.Length)],
            "json" => $"{{\"prompt\": \"{prompt.Replace("\n", "\\n", StringComparison.Ordinal)}\"}}",
            _ => prompt,
        };
    }

    private static char Rotate(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        _ => c,
    };

    [GeneratedRegex(
        "base64|hex|rot13|backwards|upper case|letter by letter|translate|summar|json", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"\b[a-zA-Z]{2,}\b")]
    private static partial Regex PlainWord();
}
