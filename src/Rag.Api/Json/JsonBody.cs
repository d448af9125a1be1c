using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Json;

/// <summary>
/// Reads a JSON body of a known type: what is not that type is malformed, what is too long is refused.
/// </summary>
internal static class JsonBody
{
    /// <summary>Longest body where nothing else is said, in bytes.</summary>
    public const long MaxBytes = 1 << 20;

    /// <summary>The body, or why it cannot be one.</summary>
    public static async ValueTask<Outcome<T>> ReadAsync<T>(
        HttpRequest request, CancellationToken cancellationToken, long maxBytes = MaxBytes)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return ApiFailures.UnsupportedType(
                $"The body's content type is '{request.ContentType}'; send JSON as 'application/json'.");
        }

        if (request.ContentLength > maxBytes) return ApiFailures.TooLarge("The body", maxBytes);
        PipeReader reader = request.BodyReader;
        while (true)
        {
            // Without the token: Kestrel ends the read when the client leaves. Cancelled by us at the same moment, the
            // connection would still be reading when its next request is looked for.
            ReadResult read = await reader.ReadAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                return ApiFailures.TooLarge("The body", maxBytes);
            }

            if (read.IsCompleted)
            {
                Outcome<T> body = Parse<T>(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads JSON that came as text, for instance in a form field.</summary>
    public static Outcome<T> Parse<T>(string json)
        where T : class =>
        Parse<T>(new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(json)));

    private static Outcome<T> Parse<T>(ReadOnlySequence<byte> utf8)
        where T : class
    {
        if (utf8.IsEmpty) return ApiFailures.Malformed("The body is empty; send a JSON object.", "malformed_json");
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonTypes.Options.MaxDepth });
            T? value = JsonSerializer.Deserialize(ref reader, JsonTypes.Of<T>());
            if (reader.Read()) return ApiFailures.Malformed("There is more after the JSON value.", "malformed_json");
            return value is null
                ? ApiFailures.Malformed("The body is null; send a JSON object.", "malformed_json")
                : value;
        }
        catch (JsonException exception)
        {
            string where = exception.Path is { Length: > 0 } path ? $" at '{path}'" : "";
            string line = exception.LineNumber is { } number
                ? $", line {number + 1}, byte {exception.BytePositionInLine + 1}"
                : "";
            return ApiFailures.Malformed(
                $"The JSON is malformed or a value has the wrong type{where}{line}.", "malformed_json");
        }
    }
}
