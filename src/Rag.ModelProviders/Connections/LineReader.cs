using Rag.Pipeline;

namespace Rag.ModelProviders.Connections;

/// <summary>
/// Lines of a streamed body, without their end (LF or CR LF); the server is not trusted to end them. A line may come in
/// any number of pieces, characters cut in two among them. Not thread-safe.
/// </summary>
internal sealed class LineReader(Stream body)
{
    /// <summary>Longest line: far more than any piece of an answer.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    /// <summary>Longest stream.</summary>
    public const long MaxStreamBytes = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[8_192];
    private int _start;
    private int _end;
    private long _total;

    /// <summary>The next line, valid until the next call; <see langword="null"/> at the end.</summary>
    /// <exception cref="ModelException">A line or the stream is over its limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        for (int searched = _start; ;)
        {
            int offset = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (offset >= 0)
            {
                int first = _start;
                int length = searched + offset - first;
                _start = searched + offset + 1;
                return WithoutCarriageReturn(_buffer.AsMemory(first, length));
            }

            searched = MakeRoom();
            int read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _total += read;
            if (_total > MaxStreamBytes) throw TooMuch($"stream of more than {MaxStreamBytes:N0} bytes");
            if (read > 0)
            {
                _end += read;
                continue;
            }

            if (_start == _end) return null;
            ReadOnlyMemory<byte> rest = _buffer.AsMemory(_start, _end - _start);
            _start = _end;
            return WithoutCarriageReturn(rest);
        }
    }

    /// <summary>Moves what is left to the front or grows; tells where new bytes begin.</summary>
    private int MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_end >= MaxLineBytes) throw TooMuch($"line of more than {MaxLineBytes:N0} bytes");
            Array.Resize(ref _buffer, _end * 2);
        }

        return _end;
    }

    private static ReadOnlyMemory<byte> WithoutCarriageReturn(ReadOnlyMemory<byte> line) =>
        line.Span.EndsWith("\r"u8) ? line[..^1] : line;

    private static ModelException TooMuch(string what) =>
        new("provider_error", $"The model server sent a {what}; it was cut off.", isTransient: false);
}
