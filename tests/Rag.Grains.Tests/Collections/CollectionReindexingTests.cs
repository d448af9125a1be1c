using Microsoft.Extensions.DependencyInjection;
using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Tests.Collections;

public sealed class CollectionReindexingTests
{
    private static readonly ReindexRequest SmallChunks = new() { Chunking = new ChunkingChoice { Size = 60 } };

    [Fact]
    public async Task Documents_are_cut_anew_and_the_former_generation_is_gone()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: Settings());
        CollectionName name = await rag.CreateCollectionAsync();
        DocumentInfo before = await rag.IngestAsync(name, "long", Lines("kettle"));

        ReindexInfo ended = await ReindexAsync(rag, name, SmallChunks);

        Assert.Equal(("completed", 2, 60), (ended.Status, ended.Generation, ended.Chunking.Size));
        Assert.Equal((1, 1, null), (ended.Done, ended.Total, ended.Error));
        DocumentInfo after = (await rag.Document(name, "long").GetAsync(default)).Value!;
        Assert.Equal((1, 10), (before.ChunkCount, after.ChunkCount));
        Assert.Equal((before.Version, "completed"), (after.Version, after.Status));
        Assert.Equal(10, (await rag.Document(name, "long").ListChunksAsync(null, 100, default)).Value!.Chunks.Count);
        Assert.Equal(10, (await rag.SearchAsync(name, "kettle")).Count);
        CollectionInfo info = (await Grain(rag, name).GetAsync(default)).Value!;
        Assert.Equal((2, 60, 10), (info.Generation, info.Chunking.Size, info.Usage.Chunks));
        IChunkStore chunks = rag.Services.GetRequiredService<IChunkStore>();
        Assert.Equal(0, (await chunks.CountAsync(new IndexId("default", name.Value, 1), default)).Chunks);
    }

    [Fact]
    public async Task A_collection_moves_to_another_store_and_another_length_of_vectors()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: Settings(server));
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "kettle", "The kettle boils at one hundred degrees.");

        ReindexInfo ended = await ReindexAsync(rag, name, new ReindexRequest
        {
            Store = "qdrant",
            Embedding = new EmbeddingChoice { Provider = "lexical", Dimensions = 128 },
            Metric = "dot",
        });

        Assert.Equal("completed", ended.Status);
        CollectionInfo info = (await Grain(rag, name).GetAsync(default)).Value!;
        Assert.Equal(("qdrant", 128, "dot"), (info.Store, info.Embedding.Dimensions, info.Metric));
        server.Requests.Clear();
        Assert.Equal("kettle", Assert.Single(await rag.SearchAsync(name, "boiling kettle")).DocumentId);
        Assert.Contains(
            server.Requests.All, request => request.Path.Contains("/points/query", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_happens_to_documents_meanwhile_holds_in_both_generations()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: Settings(server));
        CollectionName name = await rag.CreateCollectionAsync();
        foreach (string id in (string[])["stays", "changes", "goes"])
            await rag.IngestAsync(name, id, $"The kettle {id} on the stove.");
        await HoldAsync(server, rag, name);

        await rag.IngestAsync(name, "changes", "The teapot changes on the stove.");
        await rag.IngestAsync(name, "comes", "The kettle comes to the stove.");
        await rag.Document(name, "goes").DeleteAsync(default);

        Assert.Equal(["changes", "comes", "stays"], await FoundAsync(rag, name, "stove"));
        Assert.Equal(1, (await Grain(rag, name).GetAsync(default)).Value!.Generation);
        server.Faults.Set();
        Assert.Equal("completed", (await EndAsync(rag, name)).Status);
        Assert.Equal(2, (await Grain(rag, name).GetAsync(default)).Value!.Generation);
        Assert.Equal(["changes", "comes", "stays"], await FoundAsync(rag, name, "stove"));
        Assert.Equal(["changes"], await FoundAsync(rag, name, "teapot"));
    }

    [Fact]
    public async Task A_cancelled_one_leaves_the_present_generation_and_nothing_else()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: Settings(server));
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "kettle", "The kettle boils.");
        await HoldAsync(server, rag, name);

        Outcome<ReindexInfo> second = await Grain(rag, name).ReindexAsync(SmallChunks, default);
        Outcome<ReindexInfo> cancelled = await Grain(rag, name).CancelReindexAsync(default);
        ReindexInfo ended = await EndAsync(rag, name);

        Assert.Equal("reindexing", second.Failure!.Code);
        Assert.Equal("discarding", cancelled.Value!.Status);
        Assert.Equal(("cancelled", null), (ended.Status, ended.Error));
        Assert.Equal((1, "embedded"), Use(await Grain(rag, name).GetAsync(default)));
        Assert.Equal(["kettle"], await FoundAsync(rag, name, "kettle"));
        Assert.Equal("cancelled", (await Grain(rag, name).CancelReindexAsync(default)).Value!.Status);
        server.Faults.Set();
        Assert.Equal(3, (await ReindexAsync(rag, name, SmallChunks)).Generation);
    }

    [Fact]
    public async Task A_document_that_cannot_be_indexed_is_named_and_the_present_generation_stays()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: Settings(server));
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "kettle", "The kettle boils.");
        server.Faults.Add(new Fault(FaultKind.Refuse) { Path = "/points", Method = "PUT", Status = 400 });

        ReindexInfo ended = await ReindexAsync(rag, name, new ReindexRequest { Store = "qdrant" });

        Assert.Equal(("failed", "provider", "kettle"), (ended.Status, ended.Error!.Code, ended.Error.DocumentId));
        Assert.Equal((1, "embedded"), Use(await Grain(rag, name).GetAsync(default)));
        Assert.Equal(["kettle"], await FoundAsync(rag, name, "kettle"));
        DocumentInfo replaced = await rag.IngestAsync(name, "kettle", "The kettle whistles.");
        Assert.Equal("completed", replaced.Status);
    }

    [Fact]
    public async Task Chunks_beyond_the_quota_give_it_up()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: Settings());
        CollectionName name = await rag.CreateCollectionAsync(
            new CollectionRequest { Quotas = new Quotas { Chunks = 9 } });
        await rag.IngestAsync(name, "long", Lines("kettle"));

        ReindexInfo ended = await ReindexAsync(rag, name, SmallChunks);

        Assert.Equal(("failed", "quota_exceeded"), (ended.Status, ended.Error!.Code));
        Assert.Equal(
            "Generation 2 has 10 chunks; the collection's limit is 9. Raise the quota or choose larger chunks.",
            ended.Error.Message);
        Assert.Single(await rag.SearchAsync(name, "kettle"));
    }

    [Fact]
    public async Task A_stop_in_between_costs_nothing()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: Settings(server));
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "kettle", "The kettle boils.");
        await HoldAsync(server, rag, name);

        server.Faults.Set();
        await rag.RestartAsync(settings: Settings(server));

        Assert.Equal("completed", (await EndAsync(rag, name)).Status);
        Assert.Equal((2, "qdrant"), Use(await Grain(rag, name).GetAsync(default)));
        Assert.Equal(["kettle"], await FoundAsync(rag, name, "kettle"));
    }

    [Fact]
    public async Task A_collection_can_be_deleted_meanwhile()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: Settings(server));
        CollectionName name = await rag.CreateCollectionAsync();
        await rag.IngestAsync(name, "kettle", "The kettle boils.");
        await HoldAsync(server, rag, name);

        await Grain(rag, name).DeleteAsync(default);

        await Eventually.IsAsync(async () =>
            (await Grain(rag, name).CreateAsync(new CollectionRequest(), default)).Value is not null);
        Assert.Equal((3, "embedded"), Use(await Grain(rag, name).GetAsync(default)));
        Assert.Empty(await FoundAsync(rag, name, "kettle"));
    }

    [Fact]
    public async Task Vectors_of_callers_cannot_be_made_by_a_model()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: Settings());
        CollectionName name = await rag.CreateCollectionAsync(new CollectionRequest
        {
            Embedding = new EmbeddingChoice { Provider = "external", Dimensions = 3 },
        });

        Outcome<ReindexInfo> refused = await Grain(rag, name).ReindexAsync(
            new ReindexRequest { Embedding = new EmbeddingChoice { Provider = "lexical" } }, default);

        Assert.Equal("invalid_embedding", refused.Failure!.Code);
        Assert.Equal("completed", (await ReindexAsync(rag, name, new ReindexRequest { Metric = "dot" })).Status);
    }

    [Fact]
    public async Task Searches_never_miss_a_document_nor_see_one_that_is_gone()
    {
        await using RagHost rag = await RagHost.StartAsync(settings: Settings());
        CollectionName name = await rag.CreateCollectionAsync();
        for (int i = 0; i < 60; i++) await rag.IngestAsync(name, $"d{i}", $"The stove number{i} stays.");
        using var end = new CancellationTokenSource();
        Task[] others = [WriteAsync(rag, name, end.Token), ReadAsync(rag, name, end.Token)];

        for (int size = 60; size < 64; size++)
        {
            ReindexInfo ended = await ReindexAsync(
                rag, name, new ReindexRequest { Chunking = new ChunkingChoice { Size = size } });
            Assert.Equal(("completed", null), (ended.Status, ended.Error));
        }

        await end.CancelAsync();
        await Task.WhenAll(others);
    }

    /// <summary>A document comes, changes and goes, again and again; each step is seen at once.</summary>
    private static async Task WriteAsync(RagHost rag, CollectionName name, CancellationToken end)
    {
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            Assert.Equal("completed", (await rag.IngestAsync(name, "moves", $"A teapot first{i}.")).Status);
            Assert.Equal(["moves"], await FoundAsync(rag, name, $"first{i}"));
            Assert.Equal("completed", (await rag.IngestAsync(name, "moves", $"A teapot second{i}.")).Status);
            Assert.Empty(await FoundAsync(rag, name, $"first{i}"));
            Assert.Equal(["moves"], await FoundAsync(rag, name, $"second{i}"));
            Assert.Null((await rag.Document(name, "moves").DeleteAsync(default)).Failure);
            Assert.Empty(await FoundAsync(rag, name, $"second{i}"));
        }
    }

    private static async Task ReadAsync(RagHost rag, CollectionName name, CancellationToken end)
    {
        for (int i = 0; !end.IsCancellationRequested; i++)
            Assert.Equal([$"d{i % 60}"], await FoundAsync(rag, name, $"number{i % 60}"));
    }

    private static ICollectionGrain Grain(RagHost rag, CollectionName name) =>
        rag.Grains.Collection(TenantId.Default, name);

    private static (int Generation, string Store) Use(Outcome<CollectionInfo> info) =>
        (info.Value!.Generation, info.Value.Store);

    private static string Lines(string word) =>
        string.Join("\n\n", Enumerable.Range(0, 10).Select(i => $"Line {i} of the text about a {word} on a stove."));

    private static async Task<string[]> FoundAsync(RagHost rag, CollectionName name, string word)
    {
        Outcome<SearchResult> found = await rag.Grains.Search(TenantId.Default).SearchAsync(
            new SearchRequest { Collections = [name], Query = word, Mode = "keyword" }, default);
        Assert.Null(found.Failure);
        return [.. found.Value!.Results.Select(hit => hit.DocumentId).Order(StringComparer.Ordinal)];
    }

    /// <summary>Begins to move a collection to a store that takes no vectors for the time being.</summary>
    private static async Task HoldAsync(FakeServer server, RagHost rag, CollectionName name)
    {
        server.Faults.Add(new Fault(FaultKind.Refuse) { Path = "/points", Method = "PUT", Status = 503 });
        server.Requests.Clear();
        Outcome<ReindexInfo> begun = await Grain(rag, name).ReindexAsync(
            new ReindexRequest { Store = "qdrant" }, default);
        Assert.Equal(("building", 2), (begun.Value!.Status, begun.Value.Generation));
        await Eventually.IsAsync(() => Task.FromResult(server.Requests.All.Any(request =>
            request.Method == "PUT" && request.Path.Contains("/points", StringComparison.Ordinal))));
    }

    private static async Task<ReindexInfo> ReindexAsync(RagHost rag, CollectionName name, ReindexRequest request)
    {
        await Eventually.IsAsync(async () =>
            (await Grain(rag, name).ReindexAsync(request, default)).Failure?.Code != "reindexing");
        return await EndAsync(rag, name);
    }

    private static async Task<ReindexInfo> EndAsync(RagHost rag, CollectionName name)
    {
        ReindexInfo? last = null;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (ReindexInfo info in Grain(rag, name).WatchReindexAsync(limit.Token)) last = info;
        return last!;
    }

    private static Dictionary<string, string?> Settings(FakeServer? qdrant = null) => new()
    {
        ["Rag:Collections:SwitchGrace"] = "00:00:00",
        ["Rag:Retries:MaxAttempts"] = "2",
        ["Rag:Qdrant:Url"] = qdrant?.Url.AbsoluteUri,
        ["Rag:Qdrant:ApiKey"] = "admin-key",
    };
}
