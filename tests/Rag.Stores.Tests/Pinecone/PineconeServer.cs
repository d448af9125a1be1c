using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Fakes;
using Rag.Pipeline;
using Rag.Stores.Pinecone;

namespace Rag.Stores.Tests.Pinecone;

/// <summary>
/// A store as the host gets it, on a fake of its own, or in the real project that <c>RAG_TEST_PINECONE_KEY</c> opens
/// (with <c>RAG_TEST_PINECONE_HOST</c> as another control plane, for instance the vendor's emulator). What the tests
/// make there begins with <c>ragtest</c>.
/// </summary>
internal sealed class PineconeServer : IAsyncDisposable
{
    private const string Prefix = "ragtest";

    private readonly ServiceProvider _services;
    private readonly bool _isReal;

    private PineconeServer(
        FakeServer? fake, Uri url, string key, (string Key, string Value)[] settings, bool isReal = false)
    {
        Fake = fake;
        _isReal = isReal;
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("ControlUrl", url.AbsoluteUri), new("ApiKey", key), new("Prefix", Prefix),
                new("MaxRetryPause", isReal ? "00:00:05" : "00:00:00.02"),
            ])
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value))
            .Build();
        _services = new ServiceCollection().AddLogging().AddPineconeStore(configuration).BuildServiceProvider();
        Store = _services.GetRequiredService<IVectorStore>();
    }

    /// <summary>The fake; <see langword="null"/> on a real server.</summary>
    public FakeServer? Fake { get; }

    public IVectorStore Store { get; }

    public static async Task<PineconeServer> StartAsync()
    {
        string? key = Environment.GetEnvironmentVariable("RAG_TEST_PINECONE_KEY");
        string? url = Environment.GetEnvironmentVariable("RAG_TEST_PINECONE_HOST");
        if (string.IsNullOrEmpty(key)) return await StartFakeAsync();
        return new PineconeServer(
            null, new Uri(string.IsNullOrEmpty(url) ? "https://api.pinecone.io" : url), key, [], isReal: true);
    }

    public static async Task<PineconeServer> StartFakeAsync(params (string Key, string Value)[] settings)
    {
        FakeServer fake = await FakeServer.StartAsync("pinecone");
        return new PineconeServer(fake, fake.Url, "admin-key", settings);
    }

    /// <summary>Another process's store on the same fake.</summary>
    public PineconeServer Beside(params (string Key, string Value)[] settings) =>
        new(null, Fake!.Url, "admin-key", settings);

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
