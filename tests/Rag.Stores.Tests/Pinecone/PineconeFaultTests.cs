using System.Net.Http.Json;
using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Tests.Pinecone;

/// <summary>What the adapter makes of a server that fails, lies or is slow to show writes.</summary>
public sealed class PineconeFaultTests : IAsyncLifetime
{
    private static readonly IndexId Index = new("tenant", "docs", 1);

    private PineconeServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Fake => _server.Fake!;

    private IVectorStore Store => _server.Store;

    public async ValueTask InitializeAsync()
    {
        _server = await PineconeServer.StartFakeAsync();
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
    public async Task A_passing_fault_is_not_noticed_and_nothing_is_stored_twice(FaultKind kind)
    {
        foreach (string path in new[] { "/indexes", "/namespaces", "/vectors/upsert", "/query", "/vectors/list" })
            Fake.Faults.Add(new Fault(kind) { Path = path, Count = 2 });

        await Store.UpsertAsync(Index, [Record(1), Record(2)], Token);

        Assert.Equal(2, await Store.CountAsync(Index, Token));
        Assert.Empty(Fake.Faults.All);
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
        foreach (string plane in new[] { "/indexes", "/hosts" })
        {
            Fake.Faults.Set(new Fault(kind) { Path = plane });
            Func<Task>[] calls =
            [
                () => Store.CreateAsync(Index, new VectorIndexSettings(2, DistanceMetric.Cosine), Token),
                () => Store.UpsertAsync(Index, [Record(2)], Token),
                () => Store.CountAsync(Index, Token),
                () => Store.DeleteAsync(Index, [new ChunkId(1)], Token),
                () => Store.DeleteDocumentAsync(Index, "d", 9, null, Token),
                () => Store.ListAsync(Token),
                () => Store.DropAsync(Index, Token),
            ];
            foreach (Func<Task> call in calls)
            {
                StoreException failure = await Assert.ThrowsAsync<StoreException>(call);
                Assert.Equal((code, transient), (failure.Code, failure.IsTransient));
                Assert.DoesNotContain("admin-key", failure.ToString(), StringComparison.Ordinal);
            }
        }

        StoreException search = await Assert.ThrowsAsync<StoreException>(() => QueryAsync(5));
        Assert.Equal((code, transient), (search.Code, search.IsTransient));
        Fake.Faults.Set(new Fault(kind) { Path = "/indexes" });
        StoreException check = await Assert.ThrowsAsync<StoreException>(() => Store.CheckAsync(Token));
        Assert.Equal((code, transient), (check.Code, check.IsTransient));
    }

    [Fact]
    public async Task A_throttled_call_tells_how_long_the_server_asked_to_wait()
    {
        Fake.Faults.Add(new Fault(FaultKind.Refuse) { Status = 429, RetryAfter = "20" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => Store.CountAsync(Index, Token));

        Assert.Equal(("throttled", TimeSpan.FromSeconds(20)), (failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task Every_write_returns_when_it_is_seen()
    {
        Fake.Faults.Add(new Fault(FaultKind.Invisible) { Milliseconds = 700, Count = 3 });

        await Store.UpsertAsync(Index, [Record(1), Record(2), Record(3)], Token);
        Assert.Equal(3, (await QueryAsync(5)).Count);
        await Store.DeleteAsync(Index, [new ChunkId(1)], Token);
        Assert.Equal([new ChunkId(2), new ChunkId(3)], (await QueryAsync(5)).Select(hit => hit.Id).Order());
        await Store.DeleteDocumentAsync(Index, "d", 9, null, Token);
        Assert.Empty(await QueryAsync(5));

        Assert.Empty(Fake.Faults.All);
    }

    [Fact]
    public async Task A_write_that_is_never_seen_is_no_success()
    {
        await using PineconeServer impatient = _server.Beside(("VisibilityTimeout", "00:00:01"));
        Fake.Faults.Add(new Fault(FaultKind.Invisible) { Milliseconds = 3_600_000 });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => impatient.Store.UpsertAsync(Index, [Record(1)], Token));

        Assert.Equal(("not_visible", true), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task A_server_that_does_not_tell_what_is_seen_is_refused()
    {
        await using FakeServer other = await FakeServer.StartAsync((_, _) => new MuteServer());
        await using PineconeServer wrong = _server.Beside(("ControlUrl", other.Url.AbsoluteUri));

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => wrong.Store.UpsertAsync(Index, [Record(1)], Token));

        Assert.Equal(("unsupported", false), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task A_record_of_somebody_else_is_never_answered()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        using HttpClient direct = Direct();
        using HttpResponseMessage planted = await direct.PostAsJsonAsync(
            "hosts/ragtest-cosine-2/vectors/upsert",
            new
            {
                @namespace = "ragtest.tenant.docs.1",
                vectors = new[] { new { id = new string('0', 32) + "-" + new ChunkId(7), values = new[] { 1, 1 } } },
            },
            Token);
        Assert.True(planted.IsSuccessStatusCode);
        // Seen by now: writes are seen in their order.
        await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await Store.UpsertAsync(Index, [Record(2)], Token);
            await QueryAsync(5);
        });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => QueryAsync(5));

        Assert.Equal(("foreign_hit", false), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task Every_request_names_its_namespace_the_key_and_the_version()
    {
        await Store.UpsertAsync(Index, [Record(1)], Token);
        await QueryAsync(5);
        await Store.ScoreAsync(Index, new float[] { 1, 0 }, [new ChunkId(1)], Token);
        await Store.CountAsync(Index, Token);
        await Store.DeleteAsync(Index, [new ChunkId(1)], Token);
        await Store.DeleteDocumentAsync(Index, "d", 9, 3, Token);

        RecordedRequest[] data = [.. Fake.Requests.All.Where(request =>
            request.Path.Contains("/vectors/", StringComparison.Ordinal)
            || request.Path.EndsWith("/query", StringComparison.Ordinal))];
        Assert.True(data.Length >= 9, $"{data.Length}");
        Assert.All(data, request => Assert.Contains("ragtest.tenant.docs.1", request.Path + request.Body));
        Assert.All(Fake.Requests.All, request => Assert.Equal(
            ("2025-10", "admin-key"), (request.Headers["x-pinecone-api-version"], request.Headers["api-key"])));
    }

    [Fact]
    public async Task A_write_into_an_index_that_another_process_dropped_does_not_bring_it_back()
    {
        await using PineconeServer other = _server.Beside();
        await Store.UpsertAsync(Index, [Record(1)], Token);
        await other.Store.DropAsync(Index, Token);

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.UpsertAsync(Index, [Record(2)], Token));

        Assert.Equal("unknown_index", failure.Code);
        Assert.Empty(await Store.ListAsync(Token));
    }

    [Fact]
    public async Task A_batch_larger_than_the_server_takes_is_cut_by_count_and_by_bytes()
    {
        IndexId wide = Index with { Collection = "wide" };
        await Store.CreateAsync(wide, new VectorIndexSettings(1_500, DistanceMetric.Dot), Token);
        float[] vector = [.. Enumerable.Range(1, 1_500).Select(i => 1f / i)];

        await Store.UpsertAsync(Index, [.. Enumerable.Range(1, 1_200).Select(Record)], Token);
        await Store.UpsertAsync(
            wide, [.. Enumerable.Range(1, 300).Select(id => Record(id) with { Vector = vector })], Token);

        Assert.Equal((1_200, 300), (await Store.CountAsync(Index, Token), await Store.CountAsync(wide, Token)));
        Assert.Equal(3, Upserts("-cosine-2"));
        Assert.InRange(Upserts("-dotproduct-1500"), 2, 5);

        int Upserts(string name) => Fake.Requests.All.Count(request =>
            request.Path.Contains(name + "/vectors/upsert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metadata_beyond_the_vendors_limit_are_refused_with_figures()
    {
        string list = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"e{i:0000}\""));
        Metadata metadata = MetadataReader.Read($$"""{"{{new string('k', 60)}}":[{{list}}]}""");

        StoreException failure = await Assert.ThrowsAsync<StoreException>(
            () => Store.UpsertAsync(Index, [Record(1) with { Metadata = metadata }], Token));

        Assert.Equal(("metadata_too_large", false), (failure.Code, failure.IsTransient));
        Assert.Contains("it takes 40,960", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_configured_index_only_collections_of_its_kind_can_be_made()
    {
        await using PineconeServer one = _server.Beside(
            ("Host", new Uri(Fake.Url, "hosts/ragtest-cosine-2").AbsoluteUri), ("ControlUrl", "http://127.0.0.1:9"));
        IndexId second = Index with { Collection = "second" };

        await one.Store.CreateAsync(second, new VectorIndexSettings(2, DistanceMetric.Cosine), Token);
        await one.Store.UpsertAsync(second, [Record(1)], Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => one.Store.CreateAsync(
            Index with { Collection = "third" }, new VectorIndexSettings(3, DistanceMetric.Cosine), Token));

        Assert.Equal(1, await one.Store.CountAsync(second, Token));
        Assert.Equal("unsupported_settings", failure.Code);
    }

    private static VectorRecord Record(int id) => new(
        new ChunkId((UInt128)id), new DocumentVersion("d", 1), new float[] { id, 1 }, Metadata.Empty);

    private Task<IReadOnlyList<ScoredChunk>> QueryAsync(int topK) =>
        Store.QueryAsync(Index, new VectorQuery(new float[] { 1, 0 }, topK, null), Token);

    private HttpClient Direct()
    {
        var client = new HttpClient { BaseAddress = Fake.Url };
        client.DefaultRequestHeaders.Add("Api-Key", "admin-key");
        return client;
    }
}
