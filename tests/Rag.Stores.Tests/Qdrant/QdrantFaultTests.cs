using System.Net.Http.Json;
using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Qdrant;

/// <summary>What the adapter makes of a server that fails, lies or is not the expected one.</summary>
public sealed class QdrantFaultTests : IAsyncLifetime
{
    private static readonly IndexId Index = new("tenant", "docs", 1);

    private QdrantServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Fake => _server.Fake!;

    private IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await QdrantServer.StartFakeAsync();
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.HalfBody)]
    [InlineData(FaultKind.Refuse)]
    public async Task A_passing_fault_is_not_noticed_and_nothing_is_stored_twice(FaultKind kind)
    {
        Fake.Faults.Add(new Fault(kind) { Path = "/points", Count = 2 });

        await Store.UpsertAsync(Index, [Record(1), Record(2)], Token);

        Assert.Equal(2, await Store.CountAsync(Index, Token));
    }

    [Theory]
    [InlineData(FaultKind.Refuse, "unavailable", true)]
    [InlineData(FaultKind.Drop, "unavailable", true)]
    [InlineData(FaultKind.HalfBody, "unavailable", true)]
    [InlineData(FaultKind.Empty, "bad_answer", true)]
    [InlineData(FaultKind.Malformed, "bad_answer", true)]
    [InlineData(FaultKind.Html, "bad_answer", true)]
    [InlineData(FaultKind.Unauthorized, "unauthorized", false)]
    public async Task A_lasting_fault_is_one_kind_of_failure_for_every_call(FaultKind kind, string code, bool transient)
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        Fake.Faults.Set(new Fault(kind));

        Func<Task>[] calls =
        [
            () => Store.UpsertAsync(Index, [Record(2)], Token),
            () => Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token),
            () => Store.ScoreAsync(Index, new float[] { 1, 0 }, [new ChunkId(1)], Token),
            () => Store.CountAsync(Index, Token),
            () => Store.DeleteAsync(Index, [new ChunkId(1)], Token),
            () => Store.DeleteDocumentAsync(Index, "d", 9, null, Token),
            () => Store.ListAsync(Token),
            () => Store.CheckAsync(Token),
            () => Store.DropAsync(Index, Token),
        ];
        foreach (Func<Task> call in calls)
        {
            StoreException failure = await Assert.ThrowsAsync<StoreException>(call);
            Assert.Equal((code, transient), (failure.Code, failure.IsTransient));
            Assert.DoesNotContain("admin-key", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_throttled_call_tells_how_long_the_server_asked_to_wait()
    {
        Fake.Faults.Add(new Fault(FaultKind.Refuse) { Status = 429, RetryAfter = "20" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => Store.CountAsync(Index, Token));

        Assert.Equal(("throttled", TimeSpan.FromSeconds(20)), (failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task A_body_that_trickles_is_read_to_its_end()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        Fake.Faults.Add(new Fault(FaultKind.Trickle));

        Assert.Equal(1, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_write_that_is_seen_late_returns_when_it_is_seen()
    {
        await using QdrantServer impatient = _server.Beside(("RequestTimeout", "00:00:01.3"));
        Fake.Faults.Add(new Fault(FaultKind.Invisible) { Milliseconds = 2_500, Path = "/points?", Count = 1 });

        await impatient.Store.UpsertAsync(Index, [Record(1)], Token);

        Assert.Equal(1, await impatient.Store.CountAsync(Index, Token));
        Assert.True(Fake.Requests.All.Count(request => request.Method == "PUT" && Contains(request, "/points?")) > 1);
    }

    [Fact]
    public async Task A_write_that_is_never_seen_is_no_success()
    {
        await using QdrantServer impatient = _server.Beside(("VisibilityTimeout", "00:00:01"));
        Fake.Faults.Add(new Fault(FaultKind.Invisible) { Milliseconds = 3_600_000, Path = "/points?" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => impatient.Store.UpsertAsync(Index, [Record(1)], Token));

        Assert.Equal(("not_visible", true), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task Every_write_waits_until_it_is_seen()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        await Store.DeleteAsync(Index, [new ChunkId(1)], Token);
        await Store.DeleteDocumentAsync(Index, "d", 9, null, Token);

        RecordedRequest[] writes = [.. Fake.Requests.All.Where(request =>
            Contains(request, "/points?") || Contains(request, "/points/delete") || Contains(request, "/index"))];
        Assert.Equal(7, writes.Length);
        Assert.All(writes, write => Assert.True(Contains(write, "wait=true"), write.Path));
    }

    [Fact]
    public async Task A_point_of_another_index_is_never_answered()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        string collection = Assert.Single(await CollectionsAsync());
        using HttpClient direct = Direct();
        using HttpResponseMessage planted = await direct.PutAsJsonAsync(
            $"collections/{collection}/points?wait=true",
            new
            {
                points = new[]
                {
                    new
                    {
                        id = "00000000-0000-0000-0000-000000000007",
                        vector = new[] { 1, 0 },
                        payload = new { index = "rag.other.docs.1" },
                    },
                },
            },
            Token);
        Assert.True(planted.IsSuccessStatusCode);

        IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(
            Index, new VectorQuery(new float[] { 1, 0 }, 10, null), Token);

        Assert.Equal(new ChunkId(1), Assert.Single(hits).Id);
        Assert.Empty(await Store.ScoreAsync(Index, new float[] { 1, 0 }, [new ChunkId(7)], Token));
        Assert.Equal(1, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_server_that_ignores_whose_points_are_meant_is_not_believed()
    {
        await using FakeServer careless = await FakeServer.StartAsync((_, _) => new CarelessServer());
        await using QdrantServer wrong = _server.Beside(("Url", careless.Url.AbsoluteUri));

        StoreException search = await Assert.ThrowsAsync<StoreException>(
            () => wrong.Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token));
        StoreException score = await Assert.ThrowsAsync<StoreException>(
            () => wrong.Store.ScoreAsync(Index, new float[] { 1, 0 }, [new ChunkId(1)], Token));

        Assert.Equal(("foreign_hit", "foreign_hit"), (search.Code, score.Code));
    }

    [Fact]
    public async Task A_batch_larger_than_the_server_takes_is_cut()
    {
        using HttpClient direct = Direct();
        string collection = Assert.Single(await CollectionsAsync());
        using HttpResponseMessage limited = await direct.PatchAsJsonAsync(
            $"collections/{collection}",
            new { strict_mode_config = new { enabled = true, upsert_max_batchsize = 3 } },
            Token);
        Assert.True(limited.IsSuccessStatusCode);

        await Store.UpsertAsync(Index, [.. Enumerable.Range(1, 20).Select(Record)], Token);

        Assert.Equal(20, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Filters_work_where_the_server_refuses_fields_without_an_index()
    {
        using HttpClient direct = Direct();
        string collection = Assert.Single(await CollectionsAsync());
        using HttpResponseMessage limited = await direct.PatchAsJsonAsync(
            $"collections/{collection}",
            new
            {
                strict_mode_config = new
                {
                    enabled = true,
                    unindexed_filtering_retrieve = false,
                    unindexed_filtering_update = false,
                },
            },
            Token);
        await Store.UpsertAsync(
            Index,
            [
                Record(1) with { Metadata = MetadataReader.Read("""{"n":1,"when":"2024-05-01"}""") },
                Record(2) with { Metadata = MetadataReader.Read("""{"n":2,"s":"x"}""") },
            ],
            Token);
        Filter[] filters =
        [
            new Filter.CompareNumber("n", Comparison.Less, 2),
            new Filter.CompareInstant("when", Comparison.GreaterOrEqual, new Instant(0)),
            new Filter.Not(new Filter.Exists("s")),
        ];

        foreach (Filter filter in filters)
        {
            IReadOnlyList<ScoredChunk> hits = await Store.QueryAsync(
                Index, new VectorQuery(new float[] { 1, 0 }, 10, filter), Token);
            Assert.Equal(new ChunkId(1), Assert.Single(hits).Id);
        }

        await Store.DeleteDocumentAsync(Index, "d", 9, null, Token);
        Assert.Equal(0, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task A_server_that_is_no_Qdrant_is_told_apart()
    {
        await using FakeServer other = await FakeServer.StartAsync((_, _) => new OtherServer());
        await using QdrantServer wrong = _server.Beside(("Url", other.Url.AbsoluteUri));

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => wrong.Store.ListAsync(Token));

        Assert.Equal(("unsupported_version", false), (failure.Code, failure.IsTransient));
        Assert.Equal("The Qdrant server says version '1.9.4'; 1.10 up to below 2.0 is understood.", failure.Message);
    }

    private static bool Contains(RecordedRequest request, string part) =>
        request.Path.Contains(part, StringComparison.Ordinal);

    private static VectorRecord Record(int id) => new(
        new ChunkId((UInt128)id), new DocumentVersion("d", 1), new float[] { id, 1 }, Metadata.Empty);

    private HttpClient Direct()
    {
        var client = new HttpClient { BaseAddress = Fake.Url };
        client.DefaultRequestHeaders.Add("api-key", "admin-key");
        return client;
    }

    private async Task<List<string>> CollectionsAsync()
    {
        using HttpClient direct = Direct();
        var answer = await direct.GetFromJsonAsync<System.Text.Json.JsonElement>("collections", Token);
        return [.. answer.GetProperty("result").GetProperty("collections").EnumerateArray()
            .Select(collection => collection.GetProperty("name").GetString()!)];
    }
}
