using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Tests;

public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task The_deletion_of_a_collection_is_cut_off_by_a_stop_and_ends_after_the_next_start()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: SettingsFor(server));
        CollectionName name = await rag.CreateCollectionAsync(new CollectionRequest { Store = "qdrant" });
        await rag.IngestAsync(name, "kettle", "The kettle boils at one hundred degrees.");
        await HangDeletionAsync(server, () => rag.Grains.Collection(TenantId.Default, name).DeleteAsync(default));

        await rag.RestartAsync(settings: SettingsFor(server));

        await Eventually.IsAsync(() => Task.FromResult(server.Requests.AbortedCount == 1));
        await Eventually.IsAsync(async () =>
            !(await rag.Grains.Tenant(TenantId.Default).ListCollectionsAsync(default)).Names.Contains(name));
        Assert.Equal(2, server.Requests.All.Count(IsDeletion));
    }

    [Fact]
    public async Task The_deletion_of_a_document_is_cut_off_by_a_stop_and_ends_after_the_next_start()
    {
        await using FakeServer server = await FakeServer.StartAsync("qdrant");
        await using RagHost rag = await RagHost.StartAsync(settings: SettingsFor(server));
        CollectionName name = await rag.CreateCollectionAsync(new CollectionRequest { Store = "qdrant" });
        await rag.IngestAsync(name, "kettle", "The kettle boils at one hundred degrees.");
        await HangDeletionAsync(server, () => rag.Document(name, "kettle").DeleteAsync(default));

        await rag.RestartAsync(settings: SettingsFor(server));

        await Eventually.IsAsync(() => Task.FromResult(server.Requests.AbortedCount == 1));
        await Eventually.IsAsync(async () =>
            (await rag.Document(name, "kettle").GetAsync(default)).Failure?.Kind == FailureKind.NotFound);
        Assert.Equal(2, server.Requests.All.Count(IsDeletion));
    }

    private static Dictionary<string, string?> SettingsFor(FakeServer qdrant) => new()
    {
        ["Rag:Qdrant:Url"] = qdrant.Url.AbsoluteUri,
        ["Rag:Qdrant:ApiKey"] = "admin-key",
    };

    private static async Task HangDeletionAsync(FakeServer server, Func<Task> delete)
    {
        server.Requests.Clear();
        server.Faults.Add(new Fault(FaultKind.Latency)
        {
            Path = "/points/delete", Milliseconds = 3_600_000, Count = 1,
        });
        await delete();
        await Eventually.IsAsync(() => Task.FromResult(server.Faults.All.Count == 0));
    }

    private static bool IsDeletion(RecordedRequest request) =>
        request.Path.Contains("/points/delete", StringComparison.Ordinal);
}
