using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rag.Api.Json;

/// <summary>
/// Reads whole numbers however they are written (<c>5</c>, <c>5.0</c>, <c>1e9</c>): many clients send them as floats.
/// Beyond the type's range it gives the range's end, so that the judge of the value can say 422.
/// </summary>
internal sealed class WholeNumber : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number) throw new JsonException();
        if (reader.TryGetInt32(out int value)) return value;
        if (!reader.TryGetDouble(out double number) || number != Math.Floor(number)) throw new JsonException();
        return number >= int.MaxValue ? int.MaxValue : number <= int.MinValue ? int.MinValue : (int)number;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
