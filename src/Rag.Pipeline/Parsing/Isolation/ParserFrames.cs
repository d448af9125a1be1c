using System.Buffers.Binary;
using System.Text.Json;

namespace Rag.Pipeline.Parsing.Isolation;

/// <summary>
/// The pipe between host and child. A frame is its size in bytes (int64, little endian) and the bytes. A request is two
/// frames (JSON, file), a response is one (JSON).
/// </summary>
internal static class ParserFrames
{
    /// <summary>Sends a request.</summary>
    public static async Task WriteRequestAsync(
        Stream pipe, ParserRequest request, Stream content, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(request, ParserJson.Default.ParserRequest);
        await WriteSizeAsync(pipe, json.Length, cancellationToken);
        await pipe.WriteAsync(json, cancellationToken);
        await WriteSizeAsync(pipe, content.Length, cancellationToken);
        content.Position = 0;
        await content.CopyToAsync(pipe, cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }

    /// <summary>Receives a request; <see langword="null"/> when the host has closed the pipe.</summary>
    public static (ParserRequest Request, byte[] Content)? ReadRequest(Stream pipe)
    {
        Span<byte> size = stackalloc byte[sizeof(long)];
        if (pipe.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length)
            return null;
        ParserRequest request = JsonSerializer.Deserialize(ReadBytes(pipe, size), ParserJson.Default.ParserRequest)!;
        pipe.ReadExactly(size);
        return (request, ReadBytes(pipe, size));
    }

    /// <summary>Sends a response.</summary>
    public static void WriteResponse(Stream pipe, ParserResponse response)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(response, ParserJson.Default.ParserResponse);
        Span<byte> size = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(size, json.Length);
        pipe.Write(size);
        pipe.Write(json);
        pipe.Flush();
    }

    /// <summary>Receives a response; the child is not trusted with the size.</summary>
    /// <exception cref="EndOfStreamException">The child has ended.</exception>
    /// <exception cref="InvalidDataException">The size is beyond <paramref name="maxSizeBytes"/>.</exception>
    /// <exception cref="JsonException">The bytes are no response.</exception>
    public static async Task<ParserResponse> ReadResponseAsync(
        Stream pipe, long maxSizeBytes, CancellationToken cancellationToken)
    {
        var header = new byte[sizeof(long)];
        await pipe.ReadExactlyAsync(header, cancellationToken);
        long size = BinaryPrimitives.ReadInt64LittleEndian(header);
        if (size is < 0 or > int.MaxValue || size > maxSizeBytes)
            throw new InvalidDataException(
                $"The parser process answers with {size} bytes, the limit is {maxSizeBytes}.");
        var json = GC.AllocateUninitializedArray<byte>((int)size);
        await pipe.ReadExactlyAsync(json, cancellationToken);
        return JsonSerializer.Deserialize(json, ParserJson.Default.ParserResponse)
            ?? throw new JsonException("The parser process answers null.");
    }

    private static byte[] ReadBytes(Stream pipe, ReadOnlySpan<byte> size)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)BinaryPrimitives.ReadInt64LittleEndian(size)));
        pipe.ReadExactly(bytes);
        return bytes;
    }

    private static async ValueTask WriteSizeAsync(Stream pipe, long size, CancellationToken cancellationToken)
    {
        var header = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(header, size);
        await pipe.WriteAsync(header, cancellationToken);
    }
}
