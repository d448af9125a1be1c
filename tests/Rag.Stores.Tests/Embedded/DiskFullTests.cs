using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Embedded;

public sealed class DiskFullTests
{
    private const int Dimensions = 1_000;

    private static readonly IndexId Index = new("t", "c", 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_full_disk_reads_go_on_and_writes_fail_cleanly_and_recover_without_a_restart()
    {
        using SmallDisk disk = SmallDisk.MountOrSkip(24);
        string directory = Path.Combine(disk.Path, "data");
        using (var stores = new EmbeddedStores(directory))
        {
            await stores.Chunks.CreateAsync(Index, Token);
            await stores.Vectors.CreateAsync(Index, new VectorIndexSettings(Dimensions, DistanceMetric.Cosine), Token);
            await WriteAsync(stores, 1);

            using (disk.FillUp(leftBytes: 64 * 1024))
            {
                await AssertFullAsync(() => WriteBlobAsync(stores));
                await AssertFullAsync(() => stores.Vectors.UpsertAsync(Index, Vectors(2), Token));
                await AssertFullAsync(() => WriteChunksAsync(stores, 2));
                await CheckAsync(stores, 1);
            }

            Assert.Null(stores.Health.Failure);
            await WriteAsync(stores, 3);
            await WriteBlobAsync(stores);
            await CheckAsync(stores, 1, 3);
        }

        using var again = new EmbeddedStores(directory);
        await CheckAsync(again, 1, 3);
    }

    private static async Task AssertFullAsync(Func<Task> write)
    {
        StoreException failure = await Assert.ThrowsAsync<StoreException>(write);
        Assert.Equal(("disk_full", true), (failure.Code, failure.IsTransient));
    }

    private static async Task WriteAsync(EmbeddedStores stores, int version)
    {
        await WriteChunksAsync(stores, version);
        await stores.Vectors.UpsertAsync(Index, Vectors(version), Token);
    }

    private static Task<bool> WriteChunksAsync(EmbeddedStores stores, int version) => stores.Chunks.PublishAsync(
        Index,
        "d" + version,
        version,
        [.. Enumerable.Range(0, 100).Select(i => $"mark{version} {new string('x', 1_000)}")]);

    private static async Task WriteBlobAsync(EmbeddedStores stores)
    {
        BlobId blob = BlobId.Create("t");
        await stores.Blobs.WriteAsync(blob, 0, new byte[300_000], Token);
        await stores.Blobs.CompleteAsync(blob, Token);
    }

    private static VectorRecord[] Vectors(int version) =>
    [
        .. Enumerable.Range(0, 200).Select(i => new VectorRecord(
            new ChunkId((UInt128)((version * 1_000) + i)),
            new DocumentVersion("d" + version, version),
            Enumerable.Range(0, Dimensions).Select(d => (float)((d + i + version) % 7) + 1).ToArray(),
            Metadata.Empty)),
    ];

    private static async Task CheckAsync(EmbeddedStores stores, params int[] versions)
    {
        foreach (int version in versions)
        {
            var query = new KeywordQuery("mark" + version, 200, null);
            Assert.Equal(100, (await stores.Chunks.SearchAsync(Index, query, Token)).Count);
            Assert.Equal(100, (await stores.Chunks.ListAsync(Index, "d" + version, 0, 200, Token)).Count);
        }

        Assert.Equal(200 * versions.Length, await stores.Vectors.CountAsync(Index, Token));
        VectorRecord known = Vectors(versions[0])[0];
        ScoredChunk best = (await stores.Vectors.QueryAsync(Index, new VectorQuery(known.Vector, 1, null), Token))[0];
        Assert.Equal(1f, best.Score, 1e-5f);
    }
}
