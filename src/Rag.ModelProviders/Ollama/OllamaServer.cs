using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;

namespace Rag.ModelProviders.Ollama;

/// <summary>The configured Ollama server: the way there, what models it has, and fetching one it has not.</summary>
internal sealed partial class OllamaServer(
    ModelHttp http, IOptions<OllamaOptions> options, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    public const string ProviderName = "ollama";

    private readonly Uri _root = ServerAddress.Directory(options.Value.BaseUrl);
    private readonly ILogger _logger = loggers.CreateLogger<OllamaServer>();
    private readonly ConcurrentDictionary<string, Task> _pulls = new(StringComparer.Ordinal);
    private readonly ModelConnection _connection = new(
        http.Client,
        $"The server of 'ollama' ({options.Value.BaseUrl.Authority})",
        options.Value,
        string.IsNullOrEmpty(options.Value.ApiKey)
            ? []
            : [new("Authorization", $"Bearer {options.Value.ApiKey}")],
        time,
        loggers.CreateLogger<ModelConnection>());

    /// <summary>Limits and defaults.</summary>
    public OllamaOptions Options => options.Value;

    /// <summary>Asks for a stream of JSON lines.</summary>
    public IAsyncEnumerable<JsonElement> StreamAsync(
        string call, byte[] body, CancellationToken cancellationToken) =>
        _connection.ReadJsonLinesAsync(ModelRequest.Post(new Uri(_root, call), body), cancellationToken);

    /// <summary>Asks for one answer.</summary>
    public Task<T> CallAsync<T>(
        string call, byte[] body, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        _connection.CallAsync(ModelRequest.Post(new Uri(_root, call), body), read, cancellationToken);

    /// <summary>The models that the server has, by name with tag.</summary>
    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => _connection.CallAsync(
        ModelRequest.Get(new Uri(_root, "api/tags")),
        answer => (IReadOnlyList<string>)
        [
            .. answer.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()!),
        ],
        cancellationToken);

    /// <summary>
    /// Deals with a model that the server says it has not: fetches it, if that is allowed, or says which it has.
    /// </summary>
    public async Task ProvideAsync(string model, ModelException complaint, CancellationToken cancellationToken)
    {
        if (!options.Value.PullMissingModels)
        {
            IReadOnlyList<string> present = await ListModelsAsync(cancellationToken);
            throw new ModelException(
                complaint.Code,
                $"{complaint.Message} It has {(present.Count == 0 ? "none" : string.Join(", ", present))}; fetch it " +
                $"with 'ollama pull {model}', or set {OllamaOptions.Section}:PullMissingModels.",
                isTransient: false,
                complaint);
        }

        // One fetch for all who wait. It goes on when one of them leaves, as the others, and the next, want it too.
        Task pull = _pulls.GetOrAdd(model, name => PullAsync(name, CancellationToken.None));
        try
        {
            await pull.WaitAsync(cancellationToken);
        }
        finally
        {
            if (pull.IsCompleted) _pulls.TryRemove(KeyValuePair.Create(model, pull));
        }
    }

    /// <summary>Has the server fetch a model; progress is logged.</summary>
    private async Task PullAsync(string model, CancellationToken cancellationToken)
    {
        byte[] body = JsonBody.Write(json =>
        {
            json.WriteString("model", model);
            json.WriteBoolean("stream", true);
        });
        string status = "";
        int tenths = 0;
        await foreach (JsonElement line in StreamAsync("api/pull", body, cancellationToken))
        {
            string said = line.TryGetProperty("status", out JsonElement text) ? text.GetString() ?? "" : "";
            int done = TenthsOf(line);
            if (said == status && done <= tenths) continue;
            (status, tenths) = (said, done);
            LogProgress(model, said, done * 10);
        }

        if (status != "success")
        {
            throw new ModelException(
                "provider_error",
                $"{_connection.Server} stopped fetching '{model}' at '{status}'.",
                isTransient: true);
        }
    }

    private static int TenthsOf(JsonElement line) =>
        line.TryGetProperty("total", out JsonElement total) && total.TryGetInt64(out long all) && all > 0
        && line.TryGetProperty("completed", out JsonElement completed) && completed.TryGetInt64(out long done)
            ? (int)Math.Clamp(10 * done / all, 0, 10)
            : 0;

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    [LoggerMessage(LogLevel.Information, "Fetching the model {Model}: {Status}, {Percent} %.")]
    private partial void LogProgress(string model, string status, int percent);
}
