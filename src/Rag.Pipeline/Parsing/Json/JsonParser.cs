using System.Text;
using System.Text.Json;

namespace Rag.Pipeline.Parsing.Json;

/// <summary>
/// JSON and JSON Lines as readable text. A record (an element of an array of objects, a line, or the whole file) is a
/// paragraph of <c>path: value</c> lines; what such a record says at length is written as text of its own
/// (<see cref="JsonRecord"/>). Runs in the child process, which bounds the memory that a tree takes.
/// </summary>
internal sealed class JsonParser(ParsingOptions options) : IDocumentParser
{
    private const int MaxDepth = 256;

    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Json];

    public async Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        string text = await SourceReader.ReadTextAsync(source, document, options.MaxTextLength, cancellationToken);
        try
        {
            byte[] json = Encoding.UTF8.GetBytes(LoneSurrogates.Replace(text));
            Write(json, new JsonWriter(document), cancellationToken);
        }
        catch (JsonException failure)
        {
            // Behind it the reader repeats the place, counted from 0.
            string reason = failure.Message.Split(" LineNumber:")[0];
            throw new ParseException("corrupt",
                $"The file is not valid JSON at line {failure.LineNumber + 1}: {reason} "
                + "Mend it, or upload it as text/plain to have it read as it is.", failure);
        }
        return document.Build("The JSON holds no values.");
    }

    private static void Write(ReadOnlySpan<byte> json, JsonWriter writer, CancellationToken cancellationToken)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions
        {
            AllowMultipleValues = true,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth,
        });
        bool isFirst = true;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using JsonDocument value = JsonDocument.ParseValue(ref reader);
            // What comes after a first value makes the file one of lines.
            writer.WriteRoot(value.RootElement, isAlone: isFirst && IsLast(reader, json));
            isFirst = false;
        }
    }

    private static bool IsLast(Utf8JsonReader reader, ReadOnlySpan<byte> json) =>
        json[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8).IsEmpty;
}
