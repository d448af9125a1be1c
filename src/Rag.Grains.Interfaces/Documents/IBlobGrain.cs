namespace Rag.Grains.Interfaces;

/// <summary>
/// Brings uploads to the blob store and back in blocks, so that the front end needs no store of its own.
/// </summary>
[Alias("rag.IBlobGrain")]
public interface IBlobGrain : IGrainWithStringKey
{
    /// <summary>Largest block in bytes, either way.</summary>
    const int MaxBlockSize = 1024 * 1024;

    /// <summary>Writes a block; blocks come in order.</summary>
    [Idempotent]
    [Alias("Write")]
    Task<Outcome<BlobWritten>> WriteAsync(long offset, BlobBlock block, CancellationToken cancellationToken);

    /// <summary>Makes the blob durable.</summary>
    [Idempotent]
    [Alias("Complete")]
    Task<Outcome<BlobWritten>> CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Reads a block; shorter than asked for at the end, empty behind it.</summary>
    [Idempotent]
    [Alias("Read")]
    Task<Outcome<BlobBlock>> ReadAsync(long offset, int length, CancellationToken cancellationToken);

    /// <summary>Removes the blob, complete or not.</summary>
    [Idempotent]
    [Alias("Discard")]
    Task DiscardAsync(CancellationToken cancellationToken);
}
