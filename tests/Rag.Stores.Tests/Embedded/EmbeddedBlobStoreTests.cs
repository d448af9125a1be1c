using Rag.Pipeline;

namespace Rag.Stores.Tests.Embedded;

public sealed class EmbeddedBlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly EmbeddedStores _stores = new();

    protected override IBlobStore Store => _stores.Blobs;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_a_user_typed_becomes_a_path()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.WriteAsync(new BlobId("t", "../x"), 0, default, Token));

        BlobId blob = BlobId.Create("../../tenant");
        await Store.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);
        await Store.CompleteAsync(blob, Token);

        string file = Assert.Single(Directory.GetFiles(
            Path.Combine(_stores.Directory, "blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal(blob.Name, Path.GetFileName(file));
    }

    [Fact]
    public async Task An_upload_that_a_restart_interrupted_begins_again_at_the_start()
    {
        using var directory = new TemporaryDirectory();
        BlobId blob = BlobId.Create("t");
        using (var before = new EmbeddedStores(directory.Path))
            await before.Blobs.WriteAsync(blob, 0, "abc"u8.ToArray(), Token);

        using var after = new EmbeddedStores(directory.Path);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => after.Blobs.WriteAsync(blob, 3, "def"u8.ToArray(), Token));
        Assert.Equal("blob_gap", failure.Code);
        await after.Blobs.WriteAsync(blob, 0, "xy"u8.ToArray(), Token);

        Assert.Equal(2, (await after.Blobs.CompleteAsync(blob, Token)).Size);
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_swept()
    {
        using var directory = new TemporaryDirectory();
        using (var before = new EmbeddedStores(directory.Path))
            await before.Blobs.WriteAsync(BlobId.Create("t"), 0, "abc"u8.ToArray(), Token);

        using var after = new EmbeddedStores(directory.Path);

        Assert.Equal(1, await after.Blobs.DeleteAbandonedAsync(DateTimeOffset.UtcNow.AddHours(1), Token));
    }

    public void Dispose() => _stores.Dispose();
}
