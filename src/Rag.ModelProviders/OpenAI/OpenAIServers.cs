using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;
using Rag.ModelProviders.Embedding;

namespace Rag.ModelProviders.OpenAI;

/// <summary>The configured server of OpenAI's protocol; chat and embedding share its limits.</summary>
internal sealed class OpenAIServers(
    ModelHttp http, IOptions<OpenAIOptions> options, TimeProvider time, ILoggerFactory loggers)
    : IOpenAIServers, IDisposable
{
    public const string ProviderName = "openai";

    private const string DefaultChatModel = "gpt-4o-mini";
    private const string DefaultEmbeddingModel = "text-embedding-3-small";

    private static readonly Uri OwnBaseUrl = new("https://api.openai.com/v1/");

    private readonly Lazy<OpenAIServer> _server = new(() => Create(http, options.Value, time, loggers));

    public string Provider => ProviderName;

    public string Section => OpenAIOptions.Section;

    public string? Problem => options.Value is { ApiKey: null or "", BaseUrl: null }
        ? $"The provider 'openai' is not configured: set {OpenAIOptions.Section}:ApiKey (OPENAI_API_KEY), or " +
            $"{OpenAIOptions.Section}:BaseUrl (OPENAI_BASE_URL) for a server that needs no key."
        : null;

    public OpenAIServer Server => _server.Value;

    public string? ChatModel => options.Value.ChatModel ?? DefaultChatModel;

    public string? EmbeddingModel => options.Value.EmbeddingModel ?? DefaultEmbeddingModel;

    public int ContextTokens => options.Value.ContextTokens;

    public EmbeddingConnectionOptions Options => options.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value.Connection.Dispose();
    }

    private static OpenAIServer Create(
        ModelHttp http, OpenAIOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Uri root = ServerAddress.Directory(options.BaseUrl ?? OwnBaseUrl);
        var headers = new List<KeyValuePair<string, string>>();
        if (!string.IsNullOrEmpty(options.ApiKey)) headers.Add(new("Authorization", $"Bearer {options.ApiKey}"));
        if (!string.IsNullOrEmpty(options.Organization)) headers.Add(new("OpenAI-Organization", options.Organization));
        if (!string.IsNullOrEmpty(options.Project)) headers.Add(new("OpenAI-Project", options.Project));
        var connection = new ModelConnection(
            http.Client,
            $"The server of 'openai' ({root.Authority})",
            options,
            headers,
            time,
            loggers.CreateLogger<ModelConnection>());
        return new OpenAIServer(
            connection,
            _ => new Uri(root, "chat/completions"),
            _ => new Uri(root, "embeddings"),
            options.SendsMaxCompletionTokens ?? root.Host == OwnBaseUrl.Host);
    }
}
