using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;
using Rag.ModelProviders.Embedding;
using Rag.ModelProviders.OpenAI;

namespace Rag.ModelProviders.AzureOpenAI;

/// <summary>The configured resource: OpenAI's protocol under other paths and with another header for the key.</summary>
internal sealed class AzureOpenAIServers(
    ModelHttp http, IOptions<AzureOpenAIOptions> options, TimeProvider time, ILoggerFactory loggers)
    : IOpenAIServers, IDisposable
{
    private readonly Lazy<OpenAIServer> _server = new(() => Create(http, options.Value, time, loggers));

    public string Provider => "azure_openai";

    public string Section => AzureOpenAIOptions.Section;

    public string? Problem => options.Value is { ApiKey: null or "" } or { Endpoint: null }
        ? $"The provider 'azure_openai' is not configured: set {Section}:Endpoint and {Section}:ApiKey."
        : null;

    public OpenAIServer Server => _server.Value;

    public string? ChatModel => options.Value.ChatDeployment;

    public string? EmbeddingModel => options.Value.EmbeddingDeployment;

    public int ContextTokens => options.Value.ContextTokens;

    public EmbeddingConnectionOptions Options => options.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value.Connection.Dispose();
    }

    private static OpenAIServer Create(
        ModelHttp http, AzureOpenAIOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Uri root = ServerAddress.Directory(options.Endpoint!);
        var connection = new ModelConnection(
            http.Client,
            $"The server of 'azure_openai' ({root.Authority})",
            options,
            [new("api-key", options.ApiKey!)],
            time,
            loggers.CreateLogger<ModelConnection>());
        Uri PathOf(string deployment, string call) => new(root, options.ApiVersion is { } version
            ? $"openai/deployments/{Uri.EscapeDataString(deployment)}/{call}?api-version={version}"
            : $"openai/v1/{call}");
        return new OpenAIServer(
            connection,
            deployment => PathOf(deployment, "chat/completions"),
            deployment => PathOf(deployment, "embeddings"),
            options.SendsMaxCompletionTokens);
    }
}
