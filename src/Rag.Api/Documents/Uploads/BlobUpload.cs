using System.Buffers;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>
/// Brings a content to the blob store block by block, so that no upload is held in memory. Invariant: a blob that was
/// begun is discarded on disposal unless somebody has taken it over.
/// </summary>
internal sealed class BlobUpload(IBlobGrain blob, string name, long maxBytes, ILogger logger) : IAsyncDisposable
{
    /// <summary>
    /// A quarter of what a grain takes: large enough to make few calls, small enough for many uploads at once.
    /// </summary>
    private const int BlockSize = IBlobGrain.MaxBlockSize / 4;

    private bool _isBegun;
    private bool _isTaken;

    /// <summary>Name of the blob.</summary>
    public string Name => name;

    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Lower-case hexadecimal SHA-256; <see langword="null"/> until it is complete.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>A new blob of a tenant.</summary>
    public static BlobUpload Begin(IGrainFactory grains, TenantId tenant, long maxBytes, ILogger logger)
    {
        string name = Guid.NewGuid().ToString("n");
        return new BlobUpload(grains.Blob(tenant, name), name, maxBytes, logger);
    }

    /// <summary>Copies the content to its end and makes it durable; refused if it is empty or too large.</summary>
    public async Task<Failure?> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        int read;
        do
        {
            // Without the token, as in JsonBody: Kestrel ends the reads of a client that leaves.
            read = await content.ReadAtLeastAsync(
                buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, CancellationToken.None);
            if (read == 0) break;
            if (Bytes + read > maxBytes) return Returning(ApiFailures.TooLarge("The content", maxBytes));
            _isBegun = true;
            // The grain's store has copied the block when the call returns: only then is the buffer used again.
            Outcome<BlobWritten> written =
                await blob.WriteAsync(Bytes, new BlobBlock(buffer.AsMemory(0, read)), cancellationToken);
            if (written.Failure is { } failure) return Returning(failure);
            Bytes += read;
        }
        while (read == BlockSize);

        if (Bytes == 0)
            return Returning(ApiFailures.Invalid("The document is empty: 0 bytes. Send its content.", "empty"));
        Outcome<BlobWritten> completed = await blob.CompleteAsync(cancellationToken);
        Sha256 = completed.Value?.Sha256;
        return Returning(completed.Failure);

        // Not after an exception: a call whose outcome is unknown may still be reading the buffer.
        Failure? Returning(Failure? outcome)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return outcome;
        }
    }

    /// <summary>From here on the blob belongs to a document.</summary>
    public void Take() => _isTaken = true;

    /// <summary>The document has not taken it after all.</summary>
    public void GiveBack() => _isTaken = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isBegun || _isTaken) return;
        _isBegun = false;
        try
        {
            await blob.DiscardAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            // What was refused stays refused; the store clears blobs that nobody has completed.
            logger.DiscardFailed(exception, name);
        }
    }
}
