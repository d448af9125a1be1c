using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Documents;

/// <summary>Brings an upload to the blob store, block by block, and reads it back.</summary>
internal sealed class BlobGrain(IBlobStore blobs) : Grain, IBlobGrain
{
    private BlobId _blob;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (TenantId tenant, string name) = GrainKeys.ParseOwned(this.GetPrimaryKeyString());
        _blob = new BlobId(tenant.Value, name);
        return Task.CompletedTask;
    }

    public async Task<Outcome<BlobWritten>> WriteAsync(
        long offset, BlobBlock block, CancellationToken cancellationToken)
    {
        try
        {
            await blobs.WriteAsync(_blob, offset, block.Bytes, cancellationToken);
            return new BlobWritten(offset + block.Bytes.Length, null);
        }
        catch (StoreException exception)
        {
            return Failures.Of(exception);
        }
    }

    public async Task<Outcome<BlobWritten>> CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            BlobDescription done = await blobs.CompleteAsync(_blob, cancellationToken);
            DeactivateOnIdle();
            return new BlobWritten(done.Size, done.Sha256);
        }
        catch (StoreException exception)
        {
            return Failures.Of(exception);
        }
    }

    public async Task<Outcome<BlobBlock>> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream content = await blobs.OpenReadAsync(_blob, cancellationToken);
            content.Seek(Math.Min(offset, content.Length), SeekOrigin.Begin);
            byte[] block =
                new byte[Math.Clamp(content.Length - content.Position, 0, Math.Min(length, IBlobGrain.MaxBlockSize))];
            await content.ReadExactlyAsync(block, cancellationToken);
            return new BlobBlock(block);
        }
        catch (StoreException exception)
        {
            return Failures.Of(exception);
        }
    }

    public async Task DiscardAsync(CancellationToken cancellationToken)
    {
        await blobs.DeleteAsync(_blob, cancellationToken);
        DeactivateOnIdle();
    }
}
