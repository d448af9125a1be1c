using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rag.Stores.Http;

/// <summary>Writes the JSON of a request.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Nothing of it is shown by a browser, and escapes would make texts up to six times as long.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An object with the members that <paramref name="write"/> writes.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
