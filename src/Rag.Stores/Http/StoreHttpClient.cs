using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;

namespace Rag.Stores.Http;

/// <summary>
/// The one way by which adapters reach a vendor's server: a time-out for each attempt, answers of bounded size, retries
/// with jitter that do what <c>Retry-After</c> asks, no redirects, and <see cref="StoreException"/> for everything that
/// is no complete answer.
/// </summary>
internal sealed partial class StoreHttpClient : IDisposable
{
    private readonly StoreEndpoint _endpoint;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly HttpClient _client;
    private readonly Uri _base;

    public StoreHttpClient(StoreEndpoint endpoint, TimeProvider clock, ILogger logger)
    {
        _endpoint = endpoint;
        _clock = clock;
        _logger = logger;
        string url = endpoint.Url.AbsoluteUri;
        _base = url.EndsWith('/') ? endpoint.Url : new Uri(url + "/");
        _client = new HttpClient(new SocketsHttpHandler
        {
            // A redirect could carry the key to another host.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Addresses behind a name change; a pooled connection would never look again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>
    /// Sends a request until it is answered with a success or a refusal that a further attempt would not change.
    /// </summary>
    /// <exception cref="StoreException">Transient: it still failed after the last attempt.</exception>
    public Task<StoreAnswer> SendAsync(StoreRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, answer => answer, cancellationToken);

    /// <summary>The same for vendors whose statuses do not tell the whole.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Sees every complete answer. A transient <see cref="StoreException"/> of it is one more failed
    /// attempt, a permanent one ends the attempts; what it gives for a status that is transient is not used.</param>
    /// <param name="cancellationToken">Ends waits and attempts.</param>
    public async Task<T> SendAsync<T>(
        StoreRequest request, Func<StoreAnswer, T> read, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            StoreException failure;
            try
            {
                StoreAnswer answer = await AttemptAsync(request, cancellationToken);
                T result = read(answer);
                if (!StoreFailure.IsTransient(answer.Status)) return result;
                failure = StoreFailure.Of(answer, RetryPause.Asked(answer.Headers, _clock.GetUtcNow()));
            }
            catch (StoreException failed) when (failed.IsTransient)
            {
                failure = failed;
            }

            TimeSpan longest = _endpoint.Options.MaxRetryPause;
            if (attempt >= _endpoint.Options.MaxAttempts || failure.RetryAfter > longest) throw failure;
            TimeSpan pause = RetryPause.Jittered(attempt, Random.Shared.NextDouble(), longest);
            // Jitter on top of what was asked: everybody who was refused was told the same moment.
            if (failure.RetryAfter is { } asked) pause = asked + (pause / 4);
            LogRetry(_endpoint.Vendor, request.Method.Method, failure.Code, attempt, pause.TotalMilliseconds);
            await Task.Delay(pause, _clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<StoreAnswer> AttemptAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_endpoint.Options.RequestTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using HttpRequestMessage message = Message(request);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(
                message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            byte[] body = await ReadBoundedAsync(request, response, either.Token);
            return new StoreAnswer(_endpoint, request, response.StatusCode, response.Headers, body);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            string what = $"no complete answer within {_endpoint.Options.RequestTimeout.TotalSeconds:0.#} s";
            throw StoreFailure.NoAnswer(_endpoint, request, what, cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or InvalidDataException)
        {
            throw StoreFailure.NoAnswer(_endpoint, request, cause.Message.TrimEnd('.'), cause);
        }
    }

    private HttpRequestMessage Message(StoreRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_base, request.Path));
        foreach ((string name, string value) in _endpoint.Headers) message.Headers.Add(name, value);
        if (request.Body is not { } body) return message;
        message.Content = new ReadOnlyMemoryContent(body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return message;
    }

    private async Task<byte[]> ReadBoundedAsync(
        StoreRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int limit = _endpoint.Options.MaxAnswerMegabytes << 20;
        using var kept = new MemoryStream();
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] block = new byte[16 * 1024];
        // Counted as it comes: a declared length may lie, and a small compressed body may be a large one.
        for (int read; (read = await body.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (kept.Length + read > limit)
            {
                throw new StoreException(
                    "bad_answer",
                    $"{_endpoint.Vendor} answered {request} with more than {_endpoint.Options.MaxAnswerMegabytes} " +
                    "MiB; ask for less at a time or raise MaxAnswerMegabytes.",
                    isTransient: false);
            }

            kept.Write(block, 0, read);
        }

        return kept.ToArray();
    }

    [LoggerMessage(
        LogLevel.Warning,
        "{Vendor}: {Method} failed with {Code}, attempt {Attempt}; trying again in {PauseMilliseconds:0} ms")]
    private partial void LogRetry(string vendor, string method, string code, int attempt, double pauseMilliseconds);
}
