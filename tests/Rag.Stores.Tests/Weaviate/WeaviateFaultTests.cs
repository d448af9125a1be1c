using System.Net.Http.Headers;
using System.Net.Http.Json;
using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Fakes.Weaviate;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Weaviate;

/// <summary>What the adapter makes of a server that fails, lies or is not the expected one.</summary>
public sealed class WeaviateFaultTests : IAsyncLifetime
{
    private static readonly IndexId Index = new("tenant", "docs", 1);

    private WeaviateServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Fake => _server.Fake!;

    private IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await WeaviateServer.StartFakeAsync(new WeaviateSettings());
        await Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.HalfBody)]
    [InlineData(FaultKind.Refuse)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Malformed)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.ItemErrors)]
    public async Task A_passing_fault_is_not_noticed_and_nothing_is_stored_twice(FaultKind kind)
    {
        Fake.Faults.Add(new Fault(kind) { Path = "/batch/objects", Count = 2 });
        await Store.UpsertAsync(Index, [.. Enumerable.Range(1, 9).Select(Record)], Token);
        Fake.Faults.Add(new Fault(kind) { Path = "/graphql", Count = 2 });
        Assert.Equal(9, await Store.CountAsync(Index, Token));
        Fake.Faults.Add(new Fault(kind) { Path = "/batch/objects", Count = 2 });
        await Store.DeleteAsync(Index, [new ChunkId(1), new ChunkId(2), new ChunkId(3), new ChunkId(77)], Token);

        Assert.Equal(6, await Store.CountAsync(Index, Token));
        Assert.Empty(Fake.Faults.All);
    }

    [Theory]
    [InlineData(FaultKind.Refuse, "unavailable", true)]
    [InlineData(FaultKind.Drop, "unavailable", true)]
    [InlineData(FaultKind.HalfBody, "unavailable", true)]
    [InlineData(FaultKind.Malformed, "bad_answer", true)]
    [InlineData(FaultKind.Html, "bad_answer", true)]
    [InlineData(FaultKind.Unauthorized, "unauthorized", false)]
    public async Task A_lasting_fault_is_one_kind_of_failure_for_every_call(FaultKind kind, string code, bool transient)
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        Fake.Faults.Set(new Fault(kind));

        Func<Task>[] calls =
        [
            () => Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token),
            () => Store.UpsertAsync(Index, [Record(2)], Token),
            () => Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token),
            () => Store.ScoreAsync(Index, new float[] { 1, 0 }, [new ChunkId(1)], Token),
            () => Store.CountAsync(Index, Token),
            () => Store.DeleteAsync(Index, [new ChunkId(1)], Token),
            () => Store.DeleteDocumentAsync(Index, "d", 9, null, Token),
            () => Store.ListAsync(Token),
            () => Store.CheckAsync(Token),
        ];
        foreach (Func<Task> call in calls)
        {
            StoreException failure = await Assert.ThrowsAsync<StoreException>(call);
            Assert.Equal((code, transient), (failure.Code, failure.IsTransient));
            Assert.DoesNotContain("admin-key", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_the_objects_that_failed_are_sent_again()
    {
        Fake.Requests.Clear();
        Fake.Faults.Add(new Fault(FaultKind.ItemErrors) { Path = "/batch/objects", Count = 2 });

        await Store.UpsertAsync(Index, [.. Enumerable.Range(1, 8).Select(Record)], Token);

        Assert.Equal(
            [8, 4, 2],
            Fake.Requests.All.Where(request => request.Path == "/v1/batch/objects")
                .Select(request => request.Body.Split("\"vector\"").Length - 1));
        Assert.Equal(8, await Store.CountAsync(Index, Token));
    }

    [Fact]
    public async Task Objects_that_go_on_failing_are_told()
    {
        Fake.Faults.Add(new Fault(FaultKind.ItemErrors) { Path = "/batch/objects" });

        StoreException write = await Assert.ThrowsAsync<StoreException>(
            () => Store.UpsertAsync(Index, [Record(1)], Token));

        Assert.Equal(("refused", true), (write.Code, write.IsTransient));
        Assert.StartsWith("Weaviate did not store 1 of 1 objects of tenant/docs@1: 'put object: ", write.Message);
    }

    [Fact]
    public async Task Objects_that_cannot_be_deleted_are_told()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        Fake.Faults.Add(new Fault(FaultKind.ItemErrors) { Path = "/batch/objects" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.DeleteDocumentAsync(Index, "d", 9, null, Token));

        Assert.Equal(("unavailable", true), (failure.Code, failure.IsTransient));
        Assert.Equal("Weaviate has not deleted 1 objects of tenant/docs@1 after 3 calls.", failure.Message);
    }

    [Fact]
    public async Task A_busy_server_that_says_so_in_a_success_is_a_throttling_one()
    {
        Fake.Faults.Add(new Fault(FaultKind.ItemErrors) { Path = "/graphql" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token));

        Assert.Equal(("throttled", true), (failure.Code, failure.IsTransient));
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
    public async Task A_write_that_is_found_late_returns_when_it_is_found()
    {
        Fake.Faults.Add(new Fault(FaultKind.Invisible) { Milliseconds = 400, Count = 1 });

        await Store.UpsertAsync(Index, [Record(1)], Token);

        Assert.Single(await Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token));
    }

    [Fact]
    public async Task A_write_that_is_never_found_is_no_success()
    {
        await using WeaviateServer impatient = _server.Beside(("VisibilityTimeout", "00:00:01"));
        Fake.Faults.Add(new Fault(FaultKind.Invisible) { Milliseconds = 3_600_000 });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => impatient.Store.UpsertAsync(Index, [Record(1), Record(2)], Token));

        Assert.Equal(("not_visible", true), (failure.Code, failure.IsTransient));
        Assert.Equal(
            "Weaviate stored vectors of tenant/docs@1, but 2 cannot be found yet after 1 s.", failure.Message);
    }

    [Fact]
    public async Task More_is_deleted_than_one_call_deletes()
    {
        await using WeaviateServer small =
            await WeaviateServer.StartFakeAsync(new WeaviateSettings { QueryMaximumResults = 5 });
        await small.Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
        await small.Store.UpsertAsync(Index, [.. Enumerable.Range(1, 23).Select(Record)], Token);

        await small.Store.DeleteDocumentAsync(Index, "d", 1, null, Token);

        Assert.Equal(0, await small.Store.CountAsync(Index, Token));
        Assert.Equal(5, small.Fake!.Requests.All.Count(request => request.Method == "DELETE"));
    }

    [Fact]
    public async Task A_quota_is_no_passing_failure()
    {
        await using WeaviateServer small =
            await WeaviateServer.StartFakeAsync(new WeaviateSettings { MaximumObjects = 3 });
        await small.Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => small.Store.UpsertAsync(Index, [.. Enumerable.Range(1, 4).Select(Record)], Token));

        Assert.Equal(("quota_exceeded", false), (failure.Code, failure.IsTransient));
        Assert.Single(small.Fake!.Requests.All, request => request.Path == "/v1/batch/objects");
    }

    [Fact]
    public async Task An_object_of_another_index_is_never_answered()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        using HttpClient direct = new() { BaseAddress = Fake.Url };
        direct.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "admin-key");
        var schema = await direct.GetFromJsonAsync<System.Text.Json.JsonElement>("v1/schema", Token);
        string name = schema.GetProperty("classes")[0].GetProperty("class").GetString()!;
        using HttpResponseMessage planted = await direct.PostAsJsonAsync(
            "v1/objects",
            new { @class = name, properties = new { owner = "[other/docs@1]" }, vector = new[] { 1, 0 } },
            Token);
        Assert.True(planted.IsSuccessStatusCode);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, 5, null), Token));

        Assert.Equal(("foreign_object", false), (failure.Code, failure.IsTransient));
    }

    private static VectorRecord Record(int id) => new(
        new ChunkId((UInt128)id), new DocumentVersion("d", 1), new float[] { id, 1 }, Metadata.Empty);
}
