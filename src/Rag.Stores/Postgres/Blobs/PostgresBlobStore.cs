using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Blobs;

/// <summary>
/// Blobs as rows of at most <see cref="RowSizeBytes"/>; no more than one of them is in memory for each call. An upload
/// goes on where it was, on whichever host; it is readable when its hash stands in its row, which is the last step.
/// </summary>
internal sealed partial class PostgresBlobStore(
    PostgresDatabase database, TimeProvider time, ILogger<PostgresBlobStore> logger) : IBlobStore
{
    /// <summary>Small enough that a reader who wants a part does not read much else.</summary>
    internal const int RowSizeBytes = 256 * 1024;

    private const int NameLength = 32;

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>blob_gap</c>: the block does not follow the ones before.</exception>
    public Task WriteAsync(BlobId blob, long offset, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Check(blob);
        return database.WriteAsync(
            "writing a blob",
            async session =>
            {
                if (offset == 0) await BeginAsync(session, blob);
                BlobRow? row = await LockAsync(session, blob);
                long size = row?.Size ?? 0;
                if (row is not null && offset < size && offset + block.Length <= size) return false;
                if (row is null || offset != size) throw Gap(offset, size);
                if (block.IsEmpty) return false;
                if (row.Sha256 is not null) throw Gap(offset, size);
                await AppendAsync(session, row.Key, offset, block);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BlobDescription> CompleteAsync(BlobId blob, CancellationToken cancellationToken) => database.WriteAsync(
        "completing a blob",
        async session =>
        {
            BlobRow row = await LockAsync(session, blob) ?? throw Missing(blob);
            byte[]? hash = row.Sha256;
            if (hash is null)
            {
                hash = await HashAsync(session, row.Key);
                await session.ExecuteAsync("UPDATE rag_blobs SET sha256 = $2 WHERE blob_key = $1", row.Key, hash);
            }

            return new BlobDescription(row.Size, Convert.ToHexStringLower(hash));
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(BlobId blob, CancellationToken cancellationToken)
    {
        BlobRow? row = await database.RunAsync(
            "opening a blob", session => FindAsync(session, blob, ""), cancellationToken);
        return row?.Sha256 is null ? throw Missing(blob) : new BlobStream(database, blob, row.Key, row.Size);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(BlobId blob, CancellationToken cancellationToken) => database.RunAsync(
        "deleting a blob",
        session => session.ExecuteAsync(
            "DELETE FROM rag_blobs WHERE tenant = $1 AND name = $2", blob.Tenant, blob.Name),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<int> DeleteAbandonedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken)
    {
        int removed = await database.RunAsync(
            "deleting abandoned blobs",
            session => session.ExecuteAsync(
                "DELETE FROM rag_blobs WHERE sha256 IS NULL AND begun_at < $1", begunBefore.ToUniversalTime()),
            cancellationToken);
        if (removed > 0) DeletedAbandoned(logger, removed);
        return removed;
    }

    /// <summary>The failure of reading what is not there.</summary>
    internal static StoreException Missing(BlobId blob) => new(
        "blob_missing", $"Blob {blob.Name} was never completed, or was deleted.", isTransient: false);

    private Task<int> BeginAsync(PostgresSession session, BlobId blob) => session.ExecuteAsync(
        "INSERT INTO rag_blobs (tenant, name, begun_at, size) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING",
        blob.Tenant,
        blob.Name,
        time.GetUtcNow());

    private static Task<BlobRow?> LockAsync(PostgresSession session, BlobId blob) =>
        FindAsync(session, blob, "FOR UPDATE");

    private static async Task<BlobRow?> FindAsync(PostgresSession session, BlobId blob, string locking) =>
        (await session.ReadAsync(
            row => new BlobRow(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : (byte[])row[2]),
            "SELECT blob_key, size, sha256 FROM rag_blobs WHERE tenant = $1 AND name = $2 " + locking,
            blob.Tenant,
            blob.Name)).FirstOrDefault();

    private static async Task AppendAsync(PostgresSession session, long key, long offset, ReadOnlyMemory<byte> block)
    {
        for (int done = 0; done < block.Length; done += RowSizeBytes)
        {
            ReadOnlyMemory<byte> part = block.Slice(done, Math.Min(RowSizeBytes, block.Length - done));
            await session.ExecuteAsync(
                "INSERT INTO rag_blob_blocks (blob_key, start, bytes) VALUES ($1, $2, $3)", key, offset + done, part);
        }

        await session.ExecuteAsync(
            "UPDATE rag_blobs SET size = $2 WHERE blob_key = $1", key, offset + block.Length);
    }

    private static async Task<byte[]> HashAsync(PostgresSession session, long key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var command = new NpgsqlCommand(
            "SELECT bytes FROM rag_blob_blocks WHERE blob_key = $1 ORDER BY start", session.Connection)
        {
            Parameters = { new() { Value = key } },
        };
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(session.Token);
        while (await row.ReadAsync(session.Token)) hash.AppendData((byte[])row[0]);
        return hash.GetHashAndReset();
    }

    private static void Check(BlobId blob)
    {
        if (blob.Name.Length != NameLength || !blob.Name.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{blob.Name}' is no generated name: 32 hexadecimal digits.", nameof(blob));
    }

    private static StoreException Gap(long offset, long size) => new(
        "blob_gap",
        $"A block at offset {offset:N0} does not follow the {size:N0} bytes stored so far. Begin again at 0.",
        isTransient: false);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} abandoned uploads")]
    private static partial void DeletedAbandoned(ILogger logger, int count);

    /// <summary>A blob's row; the hash is <see langword="null"/> until it is complete.</summary>
    private sealed record BlobRow(long Key, long Size, byte[]? Sha256);
}
