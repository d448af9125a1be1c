using System.Globalization;
using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>An unsigned 64-bit number or a UUID; numbers come first.</summary>
internal readonly record struct PointId(ulong? Number, Guid Uuid) : IComparable<PointId>
{
    public static PointId Parse(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetUInt64(out ulong number) ? new PointId(number, default)
        : json.ValueKind == JsonValueKind.String && TryUuid(json.GetString()!, out Guid uuid) ? new PointId(null, uuid)
        : throw Refusal.Format(
            $"value {json} is not a valid point ID, valid values are either an unsigned integer or a UUID");

    public static PointId ParsePath(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? new PointId(number, default)
            : TryUuid(text, out Guid uuid)
                ? new PointId(null, uuid)
                : throw Refusal.Input($"Can not recognize \"{text}\" as point id");

    public object ToJson() => Number is { } number ? number : Uuid.ToString("D");

    public int CompareTo(PointId other) => (Number, other.Number) switch
    {
        ({ } mine, { } others) => mine.CompareTo(others),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(Uuid.ToString("N"), other.Uuid.ToString("N")),
    };

    public override string ToString() => ToJson().ToString()!;

    private static bool TryUuid(string text, out Guid uuid)
    {
        if (text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)) text = text[9..];
        return Guid.TryParseExact(text, "D", out uuid) || Guid.TryParseExact(text, "N", out uuid)
            || Guid.TryParseExact(text, "B", out uuid);
    }
}
