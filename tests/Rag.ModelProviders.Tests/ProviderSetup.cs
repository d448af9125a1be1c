using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests;

/// <summary>
/// The product's own registration over a configuration: what a test configures is what an operator can.
/// </summary>
internal sealed class ProviderSetup : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="settings">
    /// Keys below <c>Rag:</c>, for instance <c>Models:OpenAI:BaseUrl</c>; of two the later one counts.
    /// </param>
    public ProviderSetup(params (string Key, string? Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value))
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddModelProviders(configuration)
            .BuildServiceProvider();
    }

    public IEmbeddingModels Embeddings => Get<IEmbeddingModels>();

    public ChatModel Chat => Get<IChatModels>().Answering;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The model that the configuration chooses, or the named one.</summary>
    public EmbeddingModel Embedding(string? provider = null, string? model = null, int? dimensions = null)
    {
        Assert.True(Embeddings.TryResolve(provider, model, dimensions, out EmbeddingModelId? id, out string? problem),
            problem);
        return Embeddings.Get(id);
    }

    /// <summary>Asks the configured chat model; all it says and how it ends.</summary>
    public Task<ChatResponse> AskAsync(string question = "Why?", ChatOptions? options = null) =>
        Chat.Client.GetResponseAsync(
            [new(ChatRole.System, "Be brief."), new(ChatRole.User, question)], options);

    public void Dispose() => _services.Dispose();
}
