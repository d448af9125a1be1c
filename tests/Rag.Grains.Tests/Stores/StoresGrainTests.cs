using Microsoft.Extensions.Options;
using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests.Stores;

public sealed class StoresGrainTests
{
    [Fact]
    public async Task A_store_that_works_is_ok_and_one_that_refuses_says_why()
    {
        await using FakeServer sound = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await StartAsync(sound);
        await using FakeServer locked = await FakeServer.StartAsync("qdrant");
        locked.Faults.Add(new Fault(FaultKind.Unauthorized));
        await using RagHost other = await StartAsync(locked);

        StoreInfo working = Qdrant(await rag.Grains.Stores().ListAsync(default));
        StoreInfo refusing = Qdrant(await other.Grains.Stores().ListAsync(default));

        Assert.Equal(("ok", "Qdrant 1.19.0", null), (working.Status, working.Engine, working.Error));
        Assert.Equal(
            ("unavailable", null, new StoreError("unauthorized", Retryable: false)),
            (refusing.Status, refusing.Engine, refusing.Error));
        Assert.Equal((false, true, new StoreLimits(16_000, 256)), (working.Default, working.Shared, working.Limits));
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_and_the_others_are_told_all_the_same()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        server.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 3_600_000 });
        await using RagHost rag = await StartAsync(server);

        IReadOnlyList<StoreInfo> stores = await rag.Grains.Stores().ListAsync(default);

        Assert.Equal(new StoreError("timeout", Retryable: true), Qdrant(stores).Error);
        Assert.Equal("ok", stores.Single(store => store.Name == "embedded").Status);
    }

    [Fact]
    public async Task Many_callers_share_one_check()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await StartAsync(server);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rag.Grains.Stores().ListAsync(default)));

        Assert.Single(server.Requests.All, request => request.Path == "/collections");
    }

    [Fact]
    public async Task A_collection_whose_store_is_no_longer_configured_says_so_and_can_be_deleted()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await StartAsync(server);
        CollectionName name = await rag.CreateCollectionAsync(new CollectionRequest { Store = "qdrant" });
        await rag.IngestAsync(name, "before", "The kettle boils at one hundred degrees.");

        await rag.RestartAsync();

        Outcome<SearchResult> found = await rag.Grains.Search(TenantId.Default).SearchAsync(
            new SearchRequest { Collections = [name], Query = "kettle", Mode = "vector" }, default);
        Assert.Equal(("not_configured", FailureKind.ProviderError), (found.Failure!.Code, found.Failure.Kind));
        Assert.Equal(
            "The collection's vector store 'qdrant' is not configured; configured are embedded, none. Configure it " +
            "again, or delete the collection and create it with one of these.",
            found.Failure.Message);
        DocumentInfo refused = await rag.IngestAsync(name, "after", "The kettle is red.");
        Assert.Equal(("failed", found.Failure.Message), (refused.Status, refused.Error!.Message));
        Assert.Null((await rag.Grains.Collection(TenantId.Default, name).DeleteAsync(default)).Failure);
        Outcome<CollectionInfo> gone = await rag.Grains.Collection(TenantId.Default, name).GetAsync(default);
        Assert.Equal(FailureKind.NotFound, gone.Failure!.Kind);
    }

    [Fact]
    public async Task A_default_store_that_is_not_configured_is_refused_at_the_start()
    {
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RagHost.StartAsync(settings: new() { ["Rag:Collections:Store"] = "qdrant" }));

        Assert.Equal(
            "Collections:Store is 'qdrant', which is not configured; configured are embedded, none. Choose one of " +
            "them, or set the address or key of the other.",
            Assert.Single(refusal.Failures));
    }

    private static Task<RagHost> StartAsync(FakeServer qdrant) => RagHost.StartAsync(settings: new()
    {
        ["Rag:Qdrant:Url"] = qdrant.Url.AbsoluteUri,
        ["Rag:Qdrant:ApiKey"] = "admin-key",
    });

    private static StoreInfo Qdrant(IReadOnlyList<StoreInfo> stores) => stores.Single(store => store.Name == "qdrant");
}
