using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rag.Fakes.Pinecone;

/// <summary>Reading members the way protobuf's JSON is read: null is missing, numbers may be texts.</summary>
internal static class PineconeJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string? Text(this JsonElement json, string name) => json.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw PineconeRefusal.Invalid($"{name}: invalid value, a string is expected"),
    };

    public static bool Flag(this JsonElement json, string name) => json.Member(name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw PineconeRefusal.Invalid($"{name}: invalid value, a boolean is expected"),
    };

    public static long? Integer(this JsonElement json, string name) => json.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(
            text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) => value,
        _ => throw PineconeRefusal.Invalid($"{name}: invalid value, an integer is expected"),
    };

    public static JsonElement[]? List(this JsonElement json, string name) => json.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        _ => throw PineconeRefusal.Invalid($"{name}: invalid value, a list is expected"),
    };

    /// <summary>A vector.</summary>
    public static float[]? Floats(this JsonElement json, string name) => json.List(name) is { } items
        ?
        [
            .. items.Select(item => item.ValueKind == JsonValueKind.Number && float.IsFinite(item.GetSingle())
                ? item.GetSingle()
                : throw PineconeRefusal.Invalid($"{name}: invalid value, finite numbers are expected")),
        ]
        : null;
}
