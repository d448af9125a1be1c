using System.Text.Json;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Embedded.Vectors;
using Rag.Stores.Embedded.Vectors.Graph;
using Rag.Stores.Slots;

namespace Rag.Stores.Tests.Embedded.Vectors.Graph;

public sealed class GraphKeeperTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DistanceMetric.Cosine)]
    [InlineData(DistanceMetric.Euclidean)]
    public async Task A_graph_finds_the_nearest(DistanceMetric metric)
    {
        using var fixture = new GraphFixture(_directory.Path, metric);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 6_000));

        VectorGraph graph = await fixture.GraphAsync();

        Assert.InRange(graph.IndexedCount, 5_600, 6_000);
        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
    }

    [Fact]
    public async Task Recall_and_space_hold_through_deletions_and_insertions_without_end()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 4_000));
        for (int round = 1; round <= 20; round++)
        {
            int[] changed = [.. Enumerable.Range(0, 4_000).Where(id => (id + round) % 4 == 0)];
            await fixture.DeleteAsync(changed);
            await fixture.UpsertAsync(changed, seed: round);
            await fixture.GraphAsync();
        }

        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
        Assert.Equal(4_000, await fixture.Store.CountAsync(GraphFixture.Index, Token));
        Assert.InRange(fixture.SegmentCount, 1, 3);
    }

    [Fact]
    public async Task A_graph_comes_back_after_a_restart_as_it_was()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 5_000));
        await fixture.GraphAsync();
        await fixture.DeleteAsync(Enumerable.Range(1_000, 300));
        List<int[]> before = LinksOf(await fixture.GraphAsync());

        fixture.Close();
        fixture.Reopen();

        VectorGraph after = await fixture.GraphAsync();
        int same = before.Zip(LinksOf(after)).Count(pair => pair.First.SequenceEqual(pair.Second));
        // Links to the slots that were removed are gone.
        Assert.InRange(same, 1_000, 5_000);
        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
    }

    [Fact]
    public async Task A_file_of_an_earlier_time_is_brought_up_to_date()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 4_000));
        await fixture.GraphAsync();
        fixture.Close();
        byte[] earlier = await File.ReadAllBytesAsync(fixture.GraphPath, Token);
        fixture.Reopen();
        await fixture.DeleteAsync(Enumerable.Range(0, 1_000));
        await fixture.UpsertAsync(Enumerable.Range(500, 1_500), seed: 3);
        await fixture.GraphAsync();
        fixture.Close();

        await File.WriteAllBytesAsync(fixture.GraphPath, earlier, Token);
        fixture.Reopen();

        await fixture.GraphAsync();
        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
        Assert.Equal(3_500, await fixture.Store.CountAsync(GraphFixture.Index, Token));
    }

    [Fact]
    public async Task A_torn_or_damaged_file_is_noticed_and_the_graph_built_anew()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 2_000));
        await fixture.GraphAsync();
        fixture.Close();
        byte[] whole = await File.ReadAllBytesAsync(fixture.GraphPath, Token);
        Assert.NotNull(GraphFile.Read(fixture.GraphPath, 1, Token));
        int[] positions = [0, 8, 20, 25, 31, 100, 5_000, whole.Length / 2, whole.Length - 1];
        foreach (int position in positions)
        {
            await File.WriteAllBytesAsync(fixture.GraphPath, whole[..position], Token);
            Assert.Null(GraphFile.Read(fixture.GraphPath, 1, Token));
            byte[] flipped = [.. whole];
            flipped[position] ^= 4;
            await File.WriteAllBytesAsync(fixture.GraphPath, flipped, Token);
            Assert.Null(GraphFile.Read(fixture.GraphPath, 1, Token));
        }

        Assert.Null(GraphFile.Read(fixture.GraphPath, 2, Token));
        fixture.Reopen();
        await fixture.GraphAsync();
        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
        fixture.Close();
        Assert.NotNull(GraphFile.Read(fixture.GraphPath, 1, Token));
    }

    [Fact]
    public async Task Passages_with_the_same_vector_are_all_found_by_id_and_none_comes_back_when_deleted()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(1_000, 3_000));
        float[] repeated = fixture.Vector(77, 5);
        for (int id = 1; id <= 300; id++) await fixture.UpsertAsync(id, repeated);
        await fixture.UpsertAsync(Enumerable.Range(4_000, 500));
        await fixture.GraphAsync();

        Assert.Equal(Enumerable.Range(1, 50), await NearestAsync(fixture, repeated, 50));
        await fixture.DeleteAsync(Enumerable.Range(1, 20));
        Assert.Equal(Enumerable.Range(21, 50), await NearestAsync(fixture, repeated, 50));
        await fixture.DeleteAsync(Enumerable.Range(2_000, 1_000));
        await fixture.GraphAsync();
        Assert.Equal(Enumerable.Range(21, 50), await NearestAsync(fixture, repeated, 50));
        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
    }

    [Fact]
    public async Task A_filter_never_under_returns_whatever_matches_it()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 5_000));
        await fixture.GraphAsync();

        Assert.Equal(1, await fixture.RecallAsync(Where("""{"type":"eq","key":"n","value":7}""")));
        Assert.Equal(1, await fixture.RecallAsync(Where("""{"type":"lt","key":"n","value":10}""")));
        Assert.InRange(await fixture.RecallAsync(Where("""{"type":"lt","key":"n","value":99}""")), 0.99, 1);
    }

    [Fact]
    public async Task What_is_written_counts_at_once_while_the_graph_is_built()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        for (int first = 0; first < 8_000; first += 400)
        {
            await fixture.UpsertAsync(Enumerable.Range(first, 400));
            Assert.Equal([first + 17], await NearestAsync(fixture, fixture.Vector(first + 17, 0), 1));
            await fixture.DeleteAsync([first + 17]);
            Assert.DoesNotContain(first + 17, await NearestAsync(fixture, fixture.Vector(first + 17, 0), 20));
        }
    }

    [Fact]
    public async Task An_index_that_has_become_small_gives_its_graph_up()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        await fixture.UpsertAsync(Enumerable.Range(0, 1_000));
        await fixture.GraphAsync();

        await fixture.DeleteAsync(Enumerable.Range(0, 900));

        Assert.Null(await fixture.FindGraphAsync());
        Assert.Equal(1, await fixture.RecallAsync());
    }

    [Fact]
    public async Task An_index_can_be_dropped_while_its_graph_is_built()
    {
        using var fixture = new GraphFixture(_directory.Path);
        for (int round = 0; round < 5; round++)
        {
            await fixture.CreateAsync();
            await fixture.UpsertAsync(Enumerable.Range(0, 2_000));
            await fixture.DropAsync();
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(_directory.Path, "vectors"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_graph_that_cannot_be_written_is_used_and_built_anew_after_a_restart()
    {
        using var fixture = new GraphFixture(_directory.Path);
        await fixture.CreateAsync();
        Directory.CreateDirectory(fixture.GraphPath + ".new"); // Stands where the file would be written.
        await fixture.UpsertAsync(Enumerable.Range(0, 2_000));

        Assert.InRange((await fixture.GraphAsync()).IndexedCount, 1_800, 2_000);
        fixture.Close();
        Assert.False(File.Exists(fixture.GraphPath));
        fixture.Reopen();

        Assert.InRange((await fixture.GraphAsync()).IndexedCount, 1_800, 2_000);
        Assert.InRange(await fixture.RecallAsync(), 0.99, 1);
    }

    [Fact]
    public async Task A_graph_that_fails_is_given_up_and_its_index_goes_on()
    {
        var turn = new SemaphoreSlim(1);
        turn.Dispose(); // Makes the work on the graph fail in a way that nothing there expects.
        var snapshot = new VectorSnapshot([], SlotSet.Empty, 1_000, new MetadataTable(), 0, 0);
        using var log = new RecordedWarnings();
        var keeper = new GraphKeeper(
            new GraphOptions(500, 1, turn, Path.Combine(_directory.Path, GraphFile.Name), IndexKey: 7),
            () => snapshot,
            new QueryEpochs(),
            log);

        keeper.Start();
        await keeper.WaitUntilIdleAsync();
        keeper.Changed([]);
        keeper.Stop(isKept: true);

        Assert.Null(keeper.Graph);
        Assert.Contains("vector index 7 failed", Assert.Single(log.Texts));
    }

    public void Dispose() => _directory.Dispose();

    private static List<int[]> LinksOf(VectorGraph graph) =>
        [.. Enumerable.Range(0, 5_000).Select(slot => graph.Rows.LinksOf(slot).ToArray())];

    private static async Task<IEnumerable<int>> NearestAsync(GraphFixture fixture, float[] vector, int topK) =>
        (await fixture.Store.QueryAsync(GraphFixture.Index, new VectorQuery(vector, topK, null), Token))
            .Select(hit => (int)hit.Id.Value);

    private static Filter Where(string json)
    {
        Assert.True(FilterReader.TryRead(JsonDocument.Parse(json).RootElement, out Filter? filter, out _));
        return filter!;
    }
}
