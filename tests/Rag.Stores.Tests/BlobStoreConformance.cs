using System.Security.Cryptography;
using System.Text;
using Rag.Pipeline;

namespace Rag.Stores.Tests;

/// <summary>What every blob store does.</summary>
public abstract class BlobStoreConformance
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task A_completed_blob_reads_back_byte_for_byte_with_its_hash()
    {
        BlobId blob = BlobId.Create("t");
        byte[] bytes = RandomNumberGenerator.GetBytes(200_000);

        await Store.WriteAsync(blob, 0, bytes.AsMemory(0, 70_000), Token);
        await Store.WriteAsync(blob, 70_000, bytes.AsMemory(70_000), Token);
        BlobDescription description = await Store.CompleteAsync(blob, Token);

        Assert.Equal(200_000, description.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), description.Sha256);
        Assert.Equal(bytes, await ReadAsync(blob));
    }

    [Fact]
    public async Task The_same_block_twice_is_stored_once()
    {
        BlobId blob = BlobId.Create("t");

        await Store.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);
        await Store.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);
        await Store.WriteAsync(blob, 3, "def"u8.ToArray(), Token);
        await Store.WriteAsync(blob, 3, "def"u8.ToArray(), Token);
        await Store.CompleteAsync(blob, Token);

        Assert.Equal("abcdef", Encoding.UTF8.GetString(await ReadAsync(blob)));
    }

    [Fact]
    public async Task Completing_twice_changes_nothing()
    {
        BlobId blob = await PutAsync("t", "abc");

        BlobDescription again = await Store.CompleteAsync(blob, Token);

        Assert.Equal(3, again.Size);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", again.Sha256);
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        BlobId blob = await PutAsync("t", "");

        Assert.Empty(await ReadAsync(blob));
    }

    [Fact]
    public async Task A_blob_is_not_readable_before_it_is_complete()
    {
        BlobId blob = BlobId.Create("t");
        await Store.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => Store.OpenReadAsync(blob, Token));

        Assert.Equal("blob_missing", failure.Code);
    }

    [Fact]
    public async Task A_deleted_blob_is_missing_and_deleting_again_is_no_failure()
    {
        BlobId blob = await PutAsync("t", "abc");

        await Store.DeleteAsync(blob, Token);
        await Store.DeleteAsync(blob, Token);
        await Store.DeleteAsync(BlobId.Create("t"), Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => Store.OpenReadAsync(blob, Token));
        Assert.Equal("blob_missing", failure.Code);
        Assert.Equal(
            "blob_missing", (await Assert.ThrowsAsync<StoreException>(() => Store.CompleteAsync(blob, Token))).Code);
    }

    [Fact]
    public async Task A_gap_between_blocks_is_refused()
    {
        BlobId blob = BlobId.Create("t");
        await Store.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);

        await Assert.ThrowsAsync<StoreException>(() => Store.WriteAsync(blob, 4, "e"u8.ToArray(), Token));
    }

    [Fact]
    public async Task The_same_name_of_two_tenants_is_two_blobs()
    {
        BlobId mine = await PutAsync("mine", "abc");

        await Assert.ThrowsAsync<StoreException>(() => Store.OpenReadAsync(mine with { Tenant = "other" }, Token));
    }

    [Fact]
    public async Task The_stream_is_seekable()
    {
        BlobId blob = await PutAsync("t", "abcdef");

        await using Stream stream = await Store.OpenReadAsync(blob, Token);
        stream.Seek(-2, SeekOrigin.End);

        Assert.Equal('e', stream.ReadByte());
    }

    [Fact]
    public async Task Only_uploads_begun_before_the_moment_and_never_completed_are_abandoned()
    {
        BlobId complete = await PutAsync("t", "abc");
        BlobId open = BlobId.Create("t");
        await Store.WriteAsync(open, 0, "abc"u8.ToArray(), Token);

        Assert.Equal(0, await Store.DeleteAbandonedAsync(DateTimeOffset.UtcNow.AddHours(-1), Token));
        Assert.Equal(1, await Store.DeleteAbandonedAsync(DateTimeOffset.UtcNow.AddHours(1), Token));

        Assert.Equal(3, (await ReadAsync(complete)).Length);
        await Assert.ThrowsAsync<StoreException>(() => Store.CompleteAsync(open, Token));
    }

    private async Task<BlobId> PutAsync(string tenant, string text)
    {
        BlobId blob = BlobId.Create(tenant);
        await Store.WriteAsync(blob, 0, Encoding.UTF8.GetBytes(text), Token);
        await Store.CompleteAsync(blob, Token);
        return blob;
    }

    private async Task<byte[]> ReadAsync(BlobId blob)
    {
        await using Stream stream = await Store.OpenReadAsync(blob, Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }
}
