using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rag.Pipeline.Parsing.Json;

/// <summary>
/// An object as text. A member called text, content, body, page_content or markdown is what the record says: it is
/// written as it is, below the other members; the record's title is then its heading.
/// </summary>
/// <param name="Title">Its title; <see langword="null"/> if it has none.</param>
/// <param name="Author">Its author; <see langword="null"/> if it names none.</param>
/// <param name="Fields">The other members as <c>path: value</c> lines; may be empty.</param>
/// <param name="Text">What it says at length; <see langword="null"/> if no member does.</param>
internal sealed record JsonRecord(string? Title, string? Author, string Fields, string? Text)
{
    private static readonly string[] TextNames = ["text", "content", "body", "page_content", "markdown"];
    private static readonly string[] TitleNames = ["title", "headline", "heading", "subject"];

    // Shorter strings without a space may be words of some language.
    private const int LeastOpaqueLength = 1_000;
    private const int DataAddressWindow = 100;

    private static readonly SearchValues<char> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\r\n");

    /// <summary>Reads an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="document">Is told of what is left out.</param>
    /// <param name="withLists">Whether lists of objects belong to the fields.</param>
    public static JsonRecord Of(JsonElement value, ParsedDocumentBuilder document, bool withLists = false)
    {
        string? textName = NameOf(value, TextNames), titleName = NameOf(value, TitleNames);
        var fields = new StringBuilder();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            bool isElsewhere = member.Name == textName || (textName is not null && member.Name == titleName);
            if (!isElsewhere && (withLists || !JsonWriter.IsRecords(member.Value)))
                Append(fields, member.Name, member.Value, document);
        }
        return new JsonRecord(
            StringOf(value, titleName), StringOf(value, NameOf(value, ["author"])), fields.ToString(),
            StringOf(value, textName));
    }

    /// <summary>A value that is no object as text: a list on one line; empty for null.</summary>
    public static string TextOf(JsonElement value, ParsedDocumentBuilder document)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                string text = value.GetString()!;
                if (!IsOpaque(text))
                    return text;
                document.Warn("Values that are encoded files were left out.");
                return "";
            case JsonValueKind.Array:
                return string.Join(", ", value.EnumerateArray().Select(element => TextOf(element, document))
                    .Where(element => element.Length > 0));
            case JsonValueKind.Object:
                return Of(value, document, withLists: true).Fields.Replace('\n', ' ');
            case JsonValueKind.Null:
                return "";
            default:
                return value.GetRawText();
        }
    }

    private static void Append(StringBuilder fields, string path, JsonElement value, ParsedDocumentBuilder document)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
                Append(fields, $"{path}.{member.Name}", member.Value, document);
        }
        else if (JsonWriter.IsRecords(value))
        {
            foreach ((int index, JsonElement element) in value.EnumerateArray().Index())
                Append(fields, $"{path}[{index}]", element, document);
        }
        else
            RecordText.AppendField(fields, TextNormalizer.Line(path), TextOf(value, document));
    }

    private static string? NameOf(JsonElement value, string[] names)
    {
        foreach (string name in names)
            foreach (JsonProperty member in value.EnumerateObject())
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)
                    && !string.IsNullOrWhiteSpace(StringOf(value, member.Name)))
                    return member.Name;
        return null;
    }

    private static string? StringOf(JsonElement value, string? name) =>
        name is not null && value.TryGetProperty(name, out JsonElement member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    // Images and the like, as a data address or as Base64.
    private static bool IsOpaque(string text) =>
        (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            && text.AsSpan(0, Math.Min(DataAddressWindow, text.Length)).Contains(";base64,", StringComparison.Ordinal))
        || (text.Length >= LeastOpaqueLength && !text.AsSpan().ContainsAnyExcept(Base64));
}
