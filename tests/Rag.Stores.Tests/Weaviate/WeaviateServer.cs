using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Fakes;
using Rag.Fakes.Weaviate;
using Rag.Pipeline;
using Rag.Stores.Weaviate;

namespace Rag.Stores.Tests.Weaviate;

/// <summary>
/// A store as the host gets it, on a fake of its own, or on the real server that <c>RAG_TEST_WEAVIATE_URL</c> names
/// (with <c>RAG_TEST_WEAVIATE_KEY</c>), there under a prefix of its own.
/// </summary>
internal sealed class WeaviateServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _prefix;
    private readonly bool _isReal;

    private WeaviateServer(
        FakeServer? fake, Uri url, string? key, (string Key, string Value)[] settings, string? prefix = null)
    {
        Fake = fake;
        _isReal = fake is null && prefix is null;
        _prefix = prefix ?? $"test{Guid.NewGuid():N}"[..20];
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("Url", url.AbsoluteUri), new("ApiKey", key), new("Prefix", _prefix),
                new("MaxRetryPause", "00:00:00.02"),
            ])
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value))
            .Build();
        _services = new ServiceCollection().AddLogging().AddWeaviateStore(configuration).BuildServiceProvider();
        Store = _services.GetRequiredService<IVectorStore>();
    }

    /// <summary>The fake; <see langword="null"/> on a real server.</summary>
    public FakeServer? Fake { get; }

    public IVectorStore Store { get; }

    /// <summary>What the host starts along with the store.</summary>
    public IEnumerable<Microsoft.Extensions.Hosting.IHostedService> HostedServices =>
        _services.GetServices<Microsoft.Extensions.Hosting.IHostedService>();

    public static async Task<WeaviateServer> StartAsync(params (string Key, string Value)[] settings)
    {
        string? url = Environment.GetEnvironmentVariable("RAG_TEST_WEAVIATE_URL");
        string? key = Environment.GetEnvironmentVariable("RAG_TEST_WEAVIATE_KEY");
        return string.IsNullOrEmpty(url)
            ? await StartFakeAsync(new WeaviateSettings(), settings)
            : new WeaviateServer(null, new Uri(url), key, settings);
    }

    public static async Task<WeaviateServer> StartFakeAsync(
        WeaviateSettings server, params (string Key, string Value)[] settings)
    {
        FakeServer fake = await FakeServer.StartAsync((faults, clock) => new WeaviateFake(faults, clock, server));
        return new WeaviateServer(fake, fake.Url, "admin-key", settings);
    }

    /// <summary>Another process's store on the same fake.</summary>
    public WeaviateServer Beside(params (string Key, string Value)[] settings) =>
        new(null, Fake!.Url, "admin-key", settings, _prefix);

    public async ValueTask DisposeAsync()
    {
        if (_isReal)
        {
            foreach (IndexId index in await Store.ListAsync(CancellationToken.None))
                await Store.DropAsync(index, CancellationToken.None);
        }

        await _services.DisposeAsync();
        if (Fake is not null) await Fake.DisposeAsync();
    }
}
