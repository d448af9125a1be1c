using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Notebooks;

/// <summary>One cell of a notebook as Markdown.</summary>
internal static partial class NotebookCell
{
    // A table that was printed has its use; ten thousand lines of a training run have none.
    private const int MaxOutputLength = 2_000;

    /// <summary>The cell's text, in code cells with what they printed; empty if it holds nothing.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="language">Of code, for the fence; may be empty.</param>
    /// <param name="document">Is told of what is cut.</param>
    public static string Write(JsonElement cell, string language, ParsedDocumentBuilder document)
    {
        string source = TextOf(Member(cell, "source")).Trim('\n', '\r');
        string type = TextOf(Member(cell, "cell_type"));
        if (type != "code")
            return EncodedFile().Replace(source, "");
        string output = OutputOf(cell, document);
        string code = string.IsNullOrWhiteSpace(source) ? "" : Fence(source, language);
        return output.Length == 0 ? code : $"{code}\n\nOutput:\n\n{Fence(output, "")}".TrimStart('\n');
    }

    /// <summary>A member of an object; undefined if there is none, or if the value is no object.</summary>
    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member)
            ? member
            : default;

    /// <summary>A text, which notebooks write as one string or as a list of lines; empty if it is neither.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(TextOf)),
        _ => "",
    };

    private static string OutputOf(JsonElement cell, ParsedDocumentBuilder document)
    {
        JsonElement outputs = Member(cell, "outputs");
        if (outputs.ValueKind != JsonValueKind.Array)
            return "";
        var text = new StringBuilder();
        foreach (JsonElement output in outputs.EnumerateArray())
        {
            string part = TextOf(output, TextOf(Member(output, "output_type"))).TrimEnd();
            if (part.Length > 0)
                text.Append(text.Length == 0 ? "" : "\n").Append(part);
            if (text.Length <= MaxOutputLength)
                continue;
            document.Warn($"What code printed was cut at {MaxOutputLength:N0} characters a cell.");
            int end = char.IsHighSurrogate(text[MaxOutputLength - 1]) ? MaxOutputLength - 1 : MaxOutputLength;
            return text.ToString(0, end) + "…";
        }
        return text.ToString();
    }

    private static string TextOf(JsonElement output, string type)
    {
        if (type == "stream")
            return ConsoleColour().Replace(TextOf(Member(output, "text")), "");
        // The traceback repeats the code.
        if (type == "error")
            return $"{TextOf(Member(output, "ename"))}: {TextOf(Member(output, "evalue"))}";
        JsonElement data = Member(output, "data");
        // The text of an image says '<Figure size 640x480 with 1 Axes>'.
        bool isImage = data.ValueKind == JsonValueKind.Object && data.EnumerateObject()
            .Any(variant => variant.Name.StartsWith("image/", StringComparison.Ordinal));
        return isImage ? "" : ConsoleColour().Replace(TextOf(Member(data, "text/plain")), "");
    }

    // A fence ends at the first line of as many backticks.
    private static string Fence(string text, string language)
    {
        int longest = 2, run = 0;
        foreach (char character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        string fence = new('`', longest + 1);
        return $"{fence}{language}\n{text}\n{fence}";
    }

    [GeneratedRegex(@"data:[A-Za-z0-9/+.-]{1,60};base64,[A-Za-z0-9+/=]*",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EncodedFile();

    [GeneratedRegex("\u001B\\[[0-9;]{0,20}[A-Za-z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ConsoleColour();
}
