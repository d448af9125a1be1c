namespace Rag.Grains.Tests;

/// <summary>One service for all tests of a class; each test uses fresh keys.</summary>
public sealed class RagHostFixture : IAsyncLifetime
{
    public RagHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RagHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
