using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Rag.Pipeline;

namespace Rag.ModelProviders.Connections;

/// <summary>Reads the two ways in which model servers stream JSON.</summary>
internal static class EventReader
{
    /// <summary>
    /// The data of server-sent events, up to <c>[DONE]</c>. Comments and the names of events are passed over: no server
    /// here says anything in them that its data does not.
    /// </summary>
    public static async IAsyncEnumerable<JsonElement> ReadEventsAsync(
        this ModelConnection connection,
        ModelRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var data = new ArrayBufferWriter<byte>();
        await foreach (ReadOnlyMemory<byte> line in connection.ReadLinesAsync(request, cancellationToken))
        {
            if (line.Span.StartsWith("data:"u8))
            {
                ReadOnlyMemory<byte> value = line["data:"u8.Length..];
                if (value.Span.StartsWith(" "u8)) value = value[1..];
                if (data.WrittenCount > 0) data.Write("\n"u8);
                data.Write(value.Span);
                CheckLength(connection, data.WrittenCount);
                continue;
            }

            if (!line.IsEmpty || data.WrittenCount == 0) continue;
            if (data.WrittenSpan.SequenceEqual("[DONE]"u8)) yield break;
            yield return Parse(connection, data.WrittenMemory);
            data.ResetWrittenCount();
        }

        // Some servers forget the empty line behind the last event.
        if (data.WrittenCount > 0 && !data.WrittenSpan.SequenceEqual("[DONE]"u8))
            yield return Parse(connection, data.WrittenMemory);
    }

    /// <summary>One JSON value a line.</summary>
    public static async IAsyncEnumerable<JsonElement> ReadJsonLinesAsync(
        this ModelConnection connection,
        ModelRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ReadOnlyMemory<byte> line in connection.ReadLinesAsync(request, cancellationToken))
        {
            if (!line.IsEmpty) yield return Parse(connection, line);
        }
    }

    private static JsonElement Parse(ModelConnection connection, ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            var value = JsonElement.ParseValue(ref reader);
            if (value.ValueKind != JsonValueKind.Object) throw new JsonException($"It is a {value.ValueKind}.");
            return value.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null
                ? throw connection.FailureInStream(value)
                : value;
        }
        catch (JsonException exception)
        {
            throw Broken(connection, exception.Message, exception);
        }
    }

    private static void CheckLength(ModelConnection connection, int bytes)
    {
        if (bytes > LineReader.MaxLineBytes)
            throw Broken(connection, $"An event is longer than {LineReader.MaxLineBytes:N0} bytes.", null);
    }

    private static ModelException Broken(ModelConnection connection, string why, Exception? cause) => new(
        "provider_error", $"{connection.Server} sent a stream that is not in shape: {why}", isTransient: true, cause);
}
