using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;

namespace Rag.Stores.Embedded.Blobs;

/// <summary>
/// Blobs as files: <c>blobs/&lt;hash of the tenant&gt;/&lt;first two digits&gt;/&lt;name&gt;</c>. A blob grows in a
/// file ending in <c>.part</c>; completing it is fsync, rename, fsync of the directory, so under its name there is
/// always all of it. Tenants appear as hashes and names are checked to be generated ones: nothing a user typed becomes
/// a path.
/// </summary>
internal sealed partial class EmbeddedBlobStore(
    DataDirectory directory,
    IOptions<EmbeddedOptions> options,
    StoreHealth health,
    TimeProvider time,
    ILogger<EmbeddedBlobStore> logger) : IBlobStore
{
    private const string PartSuffix = ".part";

    private const int NameLength = 32;

    private readonly ConcurrentDictionary<BlobId, BlobUpload> _uploads = new();

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>blob_gap</c>: the block does not follow the ones before. An upload that
    /// a restart interrupted begins again at 0: what had not been completed may not have reached the disk.</exception>
    public async Task WriteAsync(
        BlobId blob, long offset, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        health.ThrowIfFailed();
        string path = PathOf(blob);
        BlobUpload upload = _uploads.TryGetValue(blob, out BlobUpload? known) ? known : Begin(blob, offset, path);
        using (await upload.EnterAsync(cancellationToken))
        {
            try
            {
                upload.Append(offset, block.Span);
            }
            catch (IOException exception)
            {
                throw StoreFailure.From(exception, $"writing blob {blob.Name}");
            }
        }
    }

    /// <inheritdoc/>
    public async Task<BlobDescription> CompleteAsync(BlobId blob, CancellationToken cancellationToken)
    {
        string path = PathOf(blob);
        if (!_uploads.TryGetValue(blob, out BlobUpload? upload))
            return await DescribeAsync(blob, path, cancellationToken);
        using (await upload.EnterAsync(cancellationToken))
        {
            if (upload.Description is { } description) return description;
            health.ThrowIfFailed();
            try
            {
                // An fsync takes milliseconds: not on a thread that serves requests.
                description = await Task.Run(() => upload.Complete(path), CancellationToken.None);
            }
            catch (IOException exception)
            {
                // An fsync that failed may succeed the next time although data are lost, so it is not tried again: the
                // upload begins anew.
                upload.Abandon();
                _uploads.TryRemove(blob, out _);
                throw StoreFailure.From(exception, $"completing blob {blob.Name}");
            }

            _uploads.TryRemove(blob, out _);
            return description;
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(BlobId blob, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(
                PathOf(blob), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(blob);
        }
        catch (IOException exception)
        {
            throw StoreFailure.From(exception, $"opening blob {blob.Name}");
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(BlobId blob, CancellationToken cancellationToken)
    {
        string path = PathOf(blob);
        if (_uploads.TryRemove(blob, out BlobUpload? upload))
        {
            using (await upload.EnterAsync(cancellationToken)) upload.Abandon();
        }

        string parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent)) return;
        try
        {
            File.Delete(path);
            File.Delete(path + PartSuffix);
            await Task.Run(() => DurableFile.SyncDirectory(parent), CancellationToken.None);
        }
        catch (IOException exception)
        {
            throw StoreFailure.From(exception, $"deleting blob {blob.Name}");
        }
    }

    /// <inheritdoc/>
    public async Task<int> DeleteAbandonedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken)
    {
        int removed = 0;
        foreach ((BlobId blob, BlobUpload upload) in _uploads)
        {
            if (upload.BegunAt >= begunBefore) continue;
            await DeleteAsync(blob, cancellationToken);
            removed++;
        }

        // What an earlier process left: only the files know.
        HashSet<string> live = [.. _uploads.Values.Select(upload => upload.PartPath)];
        foreach (string part in Directory.EnumerateFiles(
            directory.BlobsPath, "*" + PartSuffix, SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (live.Contains(part) || File.GetLastWriteTimeUtc(part) >= begunBefore.UtcDateTime) continue;
            File.Delete(part);
            removed++;
        }

        if (removed > 0) DeletedAbandoned(logger, removed);
        return removed;
    }

    private BlobUpload Begin(BlobId blob, long offset, string path)
    {
        if (offset > 0) throw BlobUpload.Gap(offset, 0);
        if (_uploads.Count >= options.Value.MaxOpenUploads)
        {
            throw new StoreException(
                "overloaded",
                $"{options.Value.MaxOpenUploads:N0} uploads are under way already (MaxOpenUploads). Try again later.",
                isTransient: true);
        }

        return _uploads.GetOrAdd(blob, _ => new BlobUpload(path + PartSuffix, time.GetUtcNow()));
    }

    private static async Task<BlobDescription> DescribeAsync(
        BlobId blob, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw Missing(blob);
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        byte[] hash = await SHA256.HashDataAsync(file, cancellationToken);
        return new BlobDescription(file.Length, Convert.ToHexStringLower(hash));
    }

    private string PathOf(BlobId blob)
    {
        if (blob.Name.Length != NameLength || !blob.Name.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"'{blob.Name}' is no generated name: 32 hexadecimal digits.", nameof(blob));
        byte[] tenant = SHA256.HashData(Encoding.UTF8.GetBytes(blob.Tenant));
        return Path.Combine(
            directory.BlobsPath, Convert.ToHexStringLower(tenant.AsSpan(0, 16)), blob.Name[..2], blob.Name);
    }

    private static StoreException Missing(BlobId blob) => new(
        "blob_missing", $"Blob {blob.Name} was never completed, or was deleted.", isTransient: false);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} abandoned uploads")]
    private static partial void DeletedAbandoned(ILogger logger, int count);
}
