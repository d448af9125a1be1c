using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Embedded.Vectors.Graph;
using Rag.Stores.Memory;
using Xunit.Sdk;

namespace Rag.Stores.Tests.Embedded.Vectors.Graph;

/// <summary>An index with a graph, and beside it the same vectors in the plainest store.</summary>
internal sealed class GraphFixture(string directory, DistanceMetric metric = DistanceMetric.Cosine) : IDisposable
{
    public const int Dimensions = 24;

    public static readonly IndexId Index = new("t", "c", 1);

    private const int Clusters = 40;

    private readonly MemoryVectorStore _oracle = new();
    private readonly float[][] _centres =
        [.. Enumerable.Range(0, Clusters).Select(cluster => Noise(new Random(cluster), 1))];

    private EmbeddedStores _stores = Open(directory);

    public IVectorStore Store => _stores.Vectors;

    public string GraphPath => Path.Combine(directory, "vectors", "1", "graph.links");

    public int SegmentCount =>
        Directory.GetFiles(Path.Combine(directory, "vectors"), "*.f32", SearchOption.AllDirectories).Length;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task CreateAsync()
    {
        foreach (IVectorStore store in new[] { Store, _oracle })
            await store.CreateAsync(Index, new VectorIndexSettings(Dimensions, metric), Token);
    }

    public async Task DropAsync()
    {
        foreach (IVectorStore store in new[] { Store, _oracle }) await store.DropAsync(Index, Token);
    }

    /// <summary>Writes vectors of overlapping clusters; the same id and seed give the same vector.</summary>
    public async Task UpsertAsync(IEnumerable<int> ids, int seed = 0)
    {
        foreach (int[] part in ids.Chunk(1_000))
        {
            VectorRecord[] records =
            [
                .. part.Select(id => new VectorRecord(
                    Id(id), new DocumentVersion("d" + (id / 10), 1), Vector(id, seed), Tag(id))),
            ];
            foreach (IVectorStore store in new[] { Store, _oracle }) await store.UpsertAsync(Index, records, Token);
        }
    }

    public async Task UpsertAsync(int id, float[] vector)
    {
        var record = new VectorRecord(Id(id), new DocumentVersion("d", 1), vector, Tag(id));
        foreach (IVectorStore store in new[] { Store, _oracle }) await store.UpsertAsync(Index, [record], Token);
    }

    public async Task DeleteAsync(IEnumerable<int> ids)
    {
        ChunkId[] deleted = [.. ids.Select(Id)];
        foreach (IVectorStore store in new[] { Store, _oracle }) await store.DeleteAsync(Index, deleted, Token);
    }

    public async Task<VectorGraph> GraphAsync() =>
        await FindGraphAsync() ?? throw new XunitException("The index has no graph.");

    public Task<VectorGraph?> FindGraphAsync() => _stores.GraphAsync(Index);

    public void Close() => _stores.Dispose();

    public void Reopen() => _stores = Open(directory);

    /// <summary>Share of the ten nearest that are found, over a hundred queries.</summary>
    public async Task<double> RecallAsync(Filter? filter = null)
    {
        int found = 0, wanted = 0;
        for (int query = 0; query < 100; query++)
        {
            var asked = new VectorQuery(Vector(1_000_000 + query, 9), 10, filter);
            IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(Index, asked, Token);
            IReadOnlyList<ScoredChunk> nearest = await _oracle.QueryAsync(Index, asked, Token);
            Assert.Equal(nearest.Count, hits.Count);
            wanted += nearest.Count;
            found += nearest.Select(hit => hit.Id).Intersect(hits.Select(hit => hit.Id)).Count();
        }

        return (double)found / wanted;
    }

    public static ChunkId Id(int id) => new((UInt128)id);

    public float[] Vector(int id, int seed)
    {
        var random = new Random((seed * 7_919) + id);
        float[] noise = Noise(random, 0.8f);
        float[] centre = _centres[random.Next(Clusters)];
        return [.. noise.Zip(centre, (left, right) => left + right)];
    }

    public void Dispose() => _stores.Dispose();

    private static float[] Noise(Random random, float size) =>
        [.. Enumerable.Range(0, Dimensions).Select(_ => ((random.NextSingle() * 2) - 1) * size)];

    private static Metadata Tag(int id) => MetadataReader.Read($$"""{"n":{{id % 100}}}""");

    private static EmbeddedStores Open(string directory) => new(directory, ("VectorGraphThreshold", "500"));
}
