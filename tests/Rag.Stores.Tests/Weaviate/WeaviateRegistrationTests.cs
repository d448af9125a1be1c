using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Fakes.Faults;
using Rag.Fakes.Weaviate;
using Rag.Pipeline;
using Rag.Stores.Weaviate;

namespace Rag.Stores.Tests.Weaviate;

public sealed class WeaviateRegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_without_GraphQL_is_refused_at_start_with_the_remedy()
    {
        await using WeaviateServer mute =
            await WeaviateServer.StartFakeAsync(new WeaviateSettings { DisableGraphQl = true });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => StartAsync(mute));

        Assert.Equal(("unsupported", false), (failure.Code, failure.IsTransient));
        Assert.Contains("DISABLE_GRAPHQL=false", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_an_old_version_is_refused_at_start()
    {
        await using WeaviateServer old =
            await WeaviateServer.StartFakeAsync(new WeaviateSettings { Version = "1.32.4" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => StartAsync(old));

        Assert.Equal(
            "The Weaviate server says version '1.32.4'; 1.33 up to below 2.0 is understood.", failure.Message);
        Assert.Equal(
            "unsupported_version",
            (await Assert.ThrowsAsync<StoreException>(() => old.Store.ListAsync(Token))).Code);
    }

    [Fact]
    public async Task A_server_that_is_down_does_not_hinder_the_start()
    {
        await using WeaviateServer down = await WeaviateServer.StartFakeAsync(new WeaviateSettings());
        down.Fake!.Faults.Set(new Fault(FaultKind.Refuse) { Status = 503 });

        await StartAsync(down);
    }

    [Fact]
    public void Without_an_address_there_is_no_store()
    {
        IConfigurationRoot empty = new ConfigurationBuilder().AddInMemoryCollection([new("Url", " ")]).Build();

        Assert.Empty(new ServiceCollection().AddWeaviateStore(empty));
    }

    private static async Task StartAsync(WeaviateServer server)
    {
        foreach (IHostedService service in server.HostedServices) await service.StartAsync(Token);
    }
}
