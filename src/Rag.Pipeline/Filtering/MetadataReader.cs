using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rag.Pipeline.Filtering;

/// <summary>
/// Reads metadata from JSON: flat, of strings, numbers, booleans and lists of strings; a null is a missing key.
/// </summary>
public static class MetadataReader
{
    private static readonly JsonWriterOptions Canonical =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Reads what a user sent; <paramref name="problem"/> says what is wrong, the value and the limit.
    /// </summary>
    public static bool TryRead(
        JsonElement json, [NotNullWhen(true)] out Metadata? metadata, [NotNullWhen(false)] out string? problem)
    {
        metadata = null;
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            metadata = Metadata.Empty;
            problem = null;
            return true;
        }

        if (!TryReadPairs(json, out SortedDictionary<string, MetadataValue> pairs, out problem)) return false;
        if (pairs.Count > MetadataLimits.MaxKeysPerDocument)
        {
            problem = $"metadata has {pairs.Count} keys; the limit is {MetadataLimits.MaxKeysPerDocument} a document";
            return false;
        }

        string text = Write(pairs);
        int size = Encoding.UTF8.GetByteCount(text);
        if (size > MetadataLimits.MaxBytesPerDocument)
        {
            problem =
                $"metadata has {size:N0} bytes; the limit is {MetadataLimits.MaxBytesPerDocument:N0} bytes a document";
            return false;
        }

        metadata = pairs.Count == 0 ? Metadata.Empty : new Metadata(pairs, text);
        return true;
    }

    /// <summary>Reads what a user sent as text.</summary>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out Metadata? metadata, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return TryRead(document.RootElement, out metadata, out problem);
        }
        catch (JsonException exception)
        {
            metadata = null;
            problem = $"metadata is not JSON: {exception.Message}";
            return false;
        }
    }

    /// <summary>Reads what this product wrote (<see cref="Metadata.Json"/>). The limits of uploads do not hold here: a
    /// chunk's own pairs laid over its document's may go beyond them.</summary>
    /// <exception cref="FormatException">The text is not metadata.</exception>
    public static Metadata Read(string json)
    {
        if (json == "{}") return Metadata.Empty;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return TryReadPairs(
                document.RootElement, out SortedDictionary<string, MetadataValue> pairs, out string? problem)
                ? new Metadata(pairs, Write(pairs)) : throw new FormatException(problem);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"metadata is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The document's pairs with the chunk's own laid over them.</summary>
    public static Metadata Overlay(Metadata document, Metadata chunk)
    {
        if (chunk.Count == 0) return document;
        var pairs = new SortedDictionary<string, MetadataValue>(document.ToDictionary(), StringComparer.Ordinal);
        foreach ((string key, MetadataValue value) in chunk) pairs[key] = value;
        return new Metadata(pairs, Write(pairs));
    }

    private static bool TryReadPairs(
        JsonElement json,
        out SortedDictionary<string, MetadataValue> pairs,
        [NotNullWhen(false)] out string? problem)
    {
        pairs = new SortedDictionary<string, MetadataValue>(StringComparer.Ordinal);
        problem = json.ValueKind == JsonValueKind.Object
            ? null
            : $"metadata is a JSON {json.ValueKind}; it must be an object";
        if (problem is not null) return false;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            problem = AddPair(pairs, property);
            if (problem is not null) return false;
        }

        return true;
    }

    private static string? AddPair(SortedDictionary<string, MetadataValue> pairs, JsonProperty property)
    {
        string key = property.Name;
        if (!MetadataLimits.IsKey(key))
        {
            return $"the metadata key '{Shorten(key)}' is not "
                + $"1..{MetadataLimits.MaxKeyLength} characters of A-Za-z0-9_.-";
        }

        if (pairs.ContainsKey(key)) return $"the metadata key '{key}' stands twice";
        if (property.Value.ValueKind == JsonValueKind.Null) return null;
        if (!TryReadValue(property.Value, out MetadataValue value, out string problem))
            return $"metadata '{key}': {problem}";
        pairs.Add(key, value);
        return null;
    }

    private static bool TryReadValue(JsonElement json, out MetadataValue value, out string problem)
    {
        value = default;
        problem = "";
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                value = MetadataValue.Of(json.GetString()!);
                return true;
            case JsonValueKind.True or JsonValueKind.False:
                value = MetadataValue.Of(json.GetBoolean());
                return true;
            case JsonValueKind.Number:
                if (!JsonNumber.TryRead(json, out double number, out problem)) return false;
                value = MetadataValue.Of(number);
                return true;
            case JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                value = MetadataValue.Of(json.EnumerateArray().Select(item => item.GetString()!).ToImmutableArray());
                return true;
            default:
                problem = "a value must be a string, a number, a boolean or a list of strings";
                return false;
        }
    }

    private static string Write(SortedDictionary<string, MetadataValue> pairs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Canonical);
        writer.WriteStartObject();
        foreach ((string key, MetadataValue value) in pairs) WritePair(writer, key, value);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WritePair(Utf8JsonWriter writer, string key, MetadataValue value)
    {
        switch (value.Kind)
        {
            case MetadataKind.String:
                writer.WriteString(key, value.AsString);
                break;
            case MetadataKind.Number:
                writer.WriteNumber(key, value.AsNumber);
                break;
            case MetadataKind.Boolean:
                writer.WriteBoolean(key, value.AsBoolean);
                break;
            default:
                writer.WriteStartArray(key);
                foreach (string element in value.AsList) writer.WriteStringValue(element);
                writer.WriteEndArray();
                break;
        }
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
