using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Rag.Api.Streaming;

/// <summary>
/// Writes server-sent events. Invariant: data is one line of JSON, whatever it contains, so that no content can break
/// the framing. Frames are gathered until the caller flushes. Not thread-safe; one instance for each answer.
/// </summary>
internal sealed class SseWriter : IDisposable
{
    /// <summary>So much is gathered at most before it is sent in any case.</summary>
    private const int FlushSize = 32 << 10;

    private const int MaxDigits = 11;

    private static readonly JsonWriterOptions Json = new() { Encoder = SseJson.Encoder, SkipValidation = true };

    private readonly HttpResponse _response;
    private readonly ArrayBufferWriter<byte> _frames = new(1024);
    private readonly Utf8JsonWriter _json;

    private SseWriter(HttpResponse response)
    {
        _response = response;
        _json = new Utf8JsonWriter(_frames, Json);
    }

    /// <summary>Whether enough is gathered to be sent before more is written.</summary>
    public bool IsFull => _frames.WrittenCount >= FlushSize;

    /// <summary>Begins the answer; the status and headers are sent with the first flush.</summary>
    public static SseWriter Begin(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        // Reverse proxies gather answers unless told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return new SseWriter(response);
    }

    /// <summary>A numbered event whose data is a value of the contract.</summary>
    public void Write<T>(int id, ReadOnlySpan<byte> name, T value, JsonTypeInfo<T> type)
    {
        BeginFrame(id, name);
        int start = _frames.WrittenCount;
        _json.Reset();
        JsonSerializer.Serialize(_json, value, type);
        _json.Flush();
        EndFrame(start);
    }

    /// <summary>A numbered event whose data is an object of one text: the common case, so it has no detour.</summary>
    public void WriteText(int id, ReadOnlySpan<byte> name, JsonEncodedText member, string text)
    {
        BeginFrame(id, name);
        int start = _frames.WrittenCount;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString(member, text);
        _json.WriteEndObject();
        _json.Flush();
        EndFrame(start);
    }

    /// <summary>Unnamed data without a number.</summary>
    public void WriteData<T>(T value, JsonTypeInfo<T> type)
    {
        _frames.Write("data: "u8);
        int start = _frames.WrittenCount;
        _json.Reset();
        JsonSerializer.Serialize(_json, value, type);
        _json.Flush();
        EndFrame(start);
    }

    /// <summary>Unnamed data as plain text; a line break inside becomes a second data line.</summary>
    public void WritePlain(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            _frames.Write("data: "u8);
            Span<byte> free = _frames.GetSpan(Encoding.UTF8.GetMaxByteCount(line.Length));
            _frames.Advance(Encoding.UTF8.GetBytes(line, free));
            _frames.Write("\n"u8);
        }

        _frames.Write("\n"u8);
    }

    /// <summary>A comment that keeps the connection alive.</summary>
    public void WritePing() => _frames.Write(": ping\n\n"u8);

    /// <summary>Sends what was gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_frames.WrittenCount == 0) return;
        await _response.Body.WriteAsync(_frames.WrittenMemory, cancellationToken);
        _frames.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void BeginFrame(int id, ReadOnlySpan<byte> name)
    {
        _frames.Write("id: "u8);
        id.TryFormat(_frames.GetSpan(MaxDigits), out int digits, default, CultureInfo.InvariantCulture);
        _frames.Advance(digits);
        _frames.Write("\nevent: "u8);
        _frames.Write(name);
        _frames.Write("\ndata: "u8);
    }

    private void EndFrame(int dataStart)
    {
        // Metadata pass through as they are; a line break between their tokens is white space and may be a blank.
        if (_frames.WrittenSpan[dataStart..].IndexOfAny((byte)'\n', (byte)'\r') >= 0) BlankBreaks(dataStart);
        _frames.Write("\n\n"u8);
    }

    private void BlankBreaks(int dataStart)
    {
        byte[] copy = _frames.WrittenSpan.ToArray();
        Span<byte> data = copy.AsSpan(dataStart);
        data.Replace((byte)'\n', (byte)' ');
        data.Replace((byte)'\r', (byte)' ');
        _frames.ResetWrittenCount();
        _frames.Write(copy);
    }
}
