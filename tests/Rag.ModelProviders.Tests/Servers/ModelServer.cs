using Rag.Fakes;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.Servers;

/// <summary>A server, fake or real, and the provider configured for it.</summary>
/// <param name="setup">The configured provider.</param>
/// <param name="provider">Its name.</param>
/// <param name="fake">The fake to stop at the end; <see langword="null"/> for a real server.</param>
/// <param name="hasChat">Whether it has a chat model.</param>
internal sealed class ModelServer(ProviderSetup setup, string provider, FakeServer? fake, bool hasChat)
    : IAsyncDisposable
{
    public ProviderSetup Setup => setup;

    public static async Task<ModelServer> FakeAsync(
        string provider, Func<Uri, (string Key, string? Value)[]> configure)
    {
        FakeServer fake = await FakeServer.StartAsync(provider);
        return new ModelServer(
            new ProviderSetup([("Models:ChatProvider", provider), .. configure(fake.Url)]), provider, fake, true);
    }

    /// <summary>A server that the environment names; the test is skipped without it.</summary>
    /// <param name="provider">Name of the provider, and in upper case part of the variables' names.</param>
    /// <param name="section">Where it is configured.</param>
    public static ModelServer Real(string provider, string section)
    {
        string prefix = $"RAG_TEST_{provider.ToUpperInvariant()}_";
        string? Of(string name) => Environment.GetEnvironmentVariable(prefix + name);
        if (Of("URL") is not { } url)
        {
            Assert.Skip($"needs a server at {prefix}URL, with {prefix}CHAT_MODEL, {prefix}EMBEDDING_MODEL and " +
                $"{prefix}DIMENSIONS as far as it has them");
            throw new InvalidOperationException("Skipped.");
        }

        string embedding = Of("EMBEDDING_MODEL") ?? "all-minilm-l6-v2";
        return new ModelServer(
            new ProviderSetup(
                ("Models:ChatProvider", provider),
                ($"{section}:BaseUrl", url),
                ($"{section}:ApiKey", Of("KEY")),
                ($"{section}:ChatModel", Of("CHAT_MODEL") ?? "none"),
                ($"{section}:EmbeddingModel", embedding),
                ($"{section}:EmbeddingModels:0:Name", embedding),
                ($"{section}:EmbeddingModels:0:Dimensions", Of("DIMENSIONS")),
                ($"{section}:Timeout", "00:10:00")),
            provider,
            null,
            Of("CHAT_MODEL") is not null);
    }

    public EmbeddingModel Embedding() => setup.Embedding(provider);

    public void RequireChat()
    {
        if (!hasChat) Assert.Skip("needs a chat model on this server");
    }

    public async ValueTask DisposeAsync()
    {
        setup.Dispose();
        if (fake is not null) await fake.DisposeAsync();
    }
}
