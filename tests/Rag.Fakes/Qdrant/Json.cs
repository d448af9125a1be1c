using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>Reading members the way the server's deserialiser does: null is the same as missing.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body as an object.</summary>
    public static JsonElement Parse(byte[] body)
    {
        if (body.Length == 0) throw Refusal.Format("EOF while parsing a value at line 1 column 0");
        try
        {
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(body);
            if (body.AsSpan().IndexOf("\\ud"u8) >= 0) ReadStrings(root);
            return root.ValueKind == JsonValueKind.Object
                ? root
                : throw Refusal.Format("invalid type: expected a map");
        }
        catch (JsonException error)
        {
            throw Refusal.Format(error.Message);
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Format("unexpected end of hex escape");
        }
    }

    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string? Text(this JsonElement json, string name) => json.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Refusal.Format($"invalid type for `{name}`, expected a string"),
    };

    public static bool Flag(this JsonElement json, string name, bool otherwise) => json.Member(name)?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refusal.Format($"invalid type for `{name}`, expected a boolean"),
    };

    /// <summary>An unsigned number; what is beyond a long is a very large one.</summary>
    public static long? Count(this JsonElement json, string name)
    {
        if (json.Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number))
            return (long)Math.Min(number, long.MaxValue);
        throw Refusal.Format($"invalid value: `{value}`, expected usize");
    }

    public static double? Number(this JsonElement json, string name) => json.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => throw Refusal.Format($"invalid type for `{name}`, expected a number"),
    };

    /// <summary>A list; a single value where <paramref name="orOne"/> is a list of one.</summary>
    public static JsonElement[]? List(this JsonElement json, string name, bool orOne = false) =>
        json.Member(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { } one when orOne => [one],
            _ => throw Refusal.Format($"invalid type for `{name}`, expected a sequence"),
        };

    private static void ReadStrings(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in json.EnumerateArray()) ReadStrings(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in json.EnumerateObject()) ReadStrings(member.Value);
                break;
            default:
                break;
        }
    }
}
