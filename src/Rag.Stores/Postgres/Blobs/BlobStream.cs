using Rag.Pipeline;

namespace Rag.Stores.Postgres.Blobs;

/// <summary>Reads a completed blob row by row, wherever its reader goes; no connection is held between reads.</summary>
internal sealed class BlobStream(PostgresDatabase database, BlobId blob, long key, long size) : Stream
{
    private long _position;
    private long _rowStart;
    private byte[] _row = [];

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>blob_missing</c>: it was deleted meanwhile.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= size || buffer.IsEmpty) return 0;
        if (_position < _rowStart || _position >= _rowStart + _row.Length) await LoadAsync(cancellationToken);
        ReadOnlyMemory<byte> rest = _row.AsMemory((int)(_position - _rowStart));
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <remarks>Blocks; away from the caller's scheduler, which may be a grain's and run nothing meanwhile.</remarks>
    public override int Read(byte[] buffer, int offset, int count) =>
        Task.Run(() => ReadAsync(buffer.AsMemory(offset, count)).AsTask()).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => size + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A blob never changes.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A blob never changes.");

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        List<(long Start, byte[] Bytes)> rows = await database.RunAsync(
            "reading a blob",
            session => session.ReadAsync(
                row => (row.GetInt64(0), (byte[])row[1]),
                "SELECT start, bytes FROM rag_blob_blocks WHERE blob_key = $1 AND start <= $2 "
                + "ORDER BY start DESC LIMIT 1",
                key,
                _position),
            cancellationToken);
        if (rows.Count == 0 || rows[0].Start + rows[0].Bytes.Length <= _position)
            throw PostgresBlobStore.Missing(blob);
        (_rowStart, _row) = rows[0];
    }
}
