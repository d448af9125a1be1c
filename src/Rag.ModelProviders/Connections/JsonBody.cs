using System.Buffers;
using System.Text.Json;

namespace Rag.ModelProviders.Connections;

/// <summary>Writes request bodies.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Texts of any script as they are; the bodies go to an API, never into a page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One object, UTF-8.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
