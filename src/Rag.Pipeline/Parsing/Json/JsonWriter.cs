using System.Text.Json;

namespace Rag.Pipeline.Parsing.Json;

/// <summary>Writes JSON values as paragraphs.</summary>
internal sealed class JsonWriter(ParsedDocumentBuilder document)
{
    /// <summary>Writes a value of the file.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isAlone">Whether it is the only one: its title is then the file's.</param>
    public void WriteRoot(JsonElement value, bool isAlone)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                WriteElements(value, level: 1);
                break;
            case JsonValueKind.Object when isAlone:
                var record = JsonRecord.Of(value, document);
                document.Title = record.Title;
                document.Author = record.Author;
                Write(record, level: 1);
                // Lists of records are sections of the file instead of lines of one paragraph.
                foreach (JsonProperty member in value.EnumerateObject().Where(member => IsRecords(member.Value)))
                {
                    document.AppendHeading(1, member.Name);
                    WriteElements(member.Value, level: 2);
                }
                break;
            case JsonValueKind.Object:
                Write(JsonRecord.Of(value, document, withLists: true), level: 1);
                break;
            default:
                WriteText(JsonRecord.TextOf(value, document));
                break;
        }
    }

    /// <summary>Whether a value is a list that holds objects.</summary>
    public static bool IsRecords(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().Any(element => element.ValueKind == JsonValueKind.Object);

    private void WriteElements(JsonElement array, int level)
    {
        bool isScalarBefore = false;
        foreach (JsonElement element in array.EnumerateArray())
        {
            bool isScalar = element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
            if (element.ValueKind == JsonValueKind.Object)
                Write(JsonRecord.Of(element, document, withLists: true), level);
            else if (JsonRecord.TextOf(element, document) is { Length: > 0 } text)
            {
                if (isScalarBefore && isScalar)
                    document.AppendLine(text);
                else
                    document.AppendParagraph(text);
            }
            isScalarBefore = isScalar;
        }
    }

    private void Write(JsonRecord record, int level)
    {
        if (record.Title is { } title && record.Text is not null)
            document.AppendHeading(level, title);
        WriteText(record.Fields);
        WriteText(record.Text);
    }

    private void WriteText(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            document.AppendParagraph(text.Trim());
    }
}
