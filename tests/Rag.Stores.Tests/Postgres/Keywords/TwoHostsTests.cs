using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Postgres.Keywords;

/// <summary>Two hosts that publish, delete and search in one database find what the plain statement and the definition
/// of the search find.</summary>
public sealed class TwoHostsTests : IDisposable
{
    private static readonly IndexId Index = new("tenant", "collection", 1);

    private readonly PostgresStores[] _hosts;
    private readonly PostgresStores _plain;

    public TwoHostsTests()
    {
        PostgresStores first = PostgresStores.Create();
        _hosts = [first, new PostgresStores(first.ConnectionString)];
        _plain = new PostgresStores(first.ConnectionString, ("KeywordMemoryMegabytes", "0"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task At_random_in_turns(int seed)
    {
        var random = new Random(seed);
        var made = new RandomFilters(seed);
        var visible = new Dictionary<string, List<Chunk>>();
        await _plain.Chunks.CreateAsync(Index, Token);
        for (int step = 1; step <= 150; step++)
        {
            IChunkStore store = _hosts[random.Next(2)].Chunks;
            var document = new DocumentVersion("d" + random.Next(20), step);
            switch (random.Next(6))
            {
                case 0:
                    await store.WithdrawAsync(Index, document, Token);
                    visible.Remove(document.DocumentId);
                    break;
                case 1:
                    await store.PurgeAsync(Index, document.DocumentId, step, Token);
                    break;
                default:
                    visible[document.DocumentId] = await PublishAsync(store, document, random, made);
                    break;
            }

            if (step % 3 == 0) await CompareAsync(random, made, visible);
        }
    }

    [Fact]
    public async Task Each_change_is_seen_by_the_other_host_at_once_while_all_change_something()
    {
        await _plain.Chunks.CreateAsync(Index, Token);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                IChunkStore own = _hosts[writer % 2].Chunks, other = _hosts[1 - (writer % 2)].Chunks;
                string id = "d" + writer;
                for (int version = 1; version <= 40; version += 2)
                {
                    string word = $"w{writer}v{version}q";
                    await own.PublishAsync(Index, id, version, $"{word} common", $"{word} all");
                    Assert.Equal(2, await CountAsync(other, word));
                    Assert.Equal(0, await CountAsync(other, $"w{writer}v{version - 2}q"));
                    await own.PurgeAsync(Index, id, version, Token);
                    Assert.Equal(2, await CountAsync(own, word));
                    if (version % 3 != 0) continue;
                    await own.WithdrawAsync(Index, new DocumentVersion(id, version + 1), Token);
                    Assert.Equal(0, await CountAsync(other, word));
                }
            },
            Token)));

        foreach (PostgresStores host in _hosts)
        {
            await host.Replicas.WorkOf(Index);
            int copied = (await host.Replicas.FindAsync(Index, Token))!.CountOf("common");
            Assert.Equal(await CountAsync(_plain.Chunks, "common"), copied);
        }
    }

    public void Dispose()
    {
        _plain.Dispose();
        foreach (PostgresStores host in _hosts) host.Dispose();
    }

    private static async Task<int> CountAsync(IChunkStore store, string word) =>
        (await store.SearchAsync(Index, new KeywordQuery(word, 1_000, null), Token)).Count;

    private static async Task<List<Chunk>> PublishAsync(
        IChunkStore store, DocumentVersion document, Random random, RandomFilters made)
    {
        List<Chunk> chunks =
        [
            .. Passages.Of(
                    Index, document, Enumerable.Range(0, random.Next(6)).Select(_ => Passages.RandomText(random, 30)))
                .Select(chunk => chunk with { Metadata = made.Metadata() }),
        ];
        await store.WriteAsync(Index, document, chunks, Token);
        Assert.True(await store.PublishAsync(Index, document, Passages.Description, chunks.Count, Token));
        return chunks;
    }

    private async Task CompareAsync(Random random, RandomFilters made, Dictionary<string, List<Chunk>> visible)
    {
        List<Chunk> all = [.. visible.Values.SelectMany(chunks => chunks)];
        string text = Passages.RandomText(random, 6);
        Filter? filter = random.Next(2) == 0 ? null : made.Filter();
        HashSet<ChunkId> matching =
            [.. all.Where(chunk => filter?.Matches(chunk.Metadata) != false).Select(chunk => chunk.Id)];
        List<ScoredChunk> expected = all.Count == 0
            ? [] : [.. ReferenceBm25.Search(all, text).Where(hit => matching.Contains(hit.Id))];
        var query = new KeywordQuery(text, 10, filter);
        IReadOnlyList<ScoredChunk> plain = await _plain.Chunks.SearchAsync(Index, query, Token);
        foreach (PostgresStores host in _hosts)
        {
            IReadOnlyList<ScoredChunk> hits = await host.SettledChunks.SearchAsync(Index, query, Token);
            Assert.NotNull(await host.Replicas.FindAsync(Index, Token));
            Assert.Equal(expected.Take(10).Select(hit => hit.Id), hits.Select(hit => hit.Id));
            Assert.Equal(plain.Select(hit => hit.Id), hits.Select(hit => hit.Id));
            Assert.All(hits.Zip(plain), pair => Assert.Equal(pair.Second.Score, pair.First.Score, 1e-5f));
            ScoredChunk[] some = [.. all.Take(5).Select(chunk => new ScoredChunk(chunk.Id, 1)), new(new ChunkId(7), 1)];
            Assert.Equal(some[..^1], await host.Chunks.SelectVisibleAsync(Index, some, Token));
        }
    }
}
