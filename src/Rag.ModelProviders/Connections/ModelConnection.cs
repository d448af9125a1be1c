using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rag.Pipeline;

namespace Rag.ModelProviders.Connections;

/// <summary>
/// The way to one model server: bounded concurrency, time-outs, retries, a circuit breaker, and limits on what is read.
/// Every failure is a <see cref="ModelException"/>. Thread-safe.
/// </summary>
/// <remarks>
/// The vendors' own clients are not used: over one of these the same rules hold for every vendor. OpenAI's official
/// client (2.15), for one, takes a stream that breaks off, or an error in the middle of one, for the end of the answer,
/// throws on a finish reason it does not know, and reads vectors without an index as all being the first; servers that
/// call themselves compatible do all of these.
/// </remarks>
internal sealed class ModelConnection(
    HttpClient client,
    string server,
    ConnectionOptions options,
    IReadOnlyList<KeyValuePair<string, string>> headers,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private const int MaxErrorBytes = 16 * 1024;
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    private readonly SemaphoreSlim _slots = new(options.MaxConcurrent);
    private readonly CircuitBreaker _breaker = new(server, options, time);

    /// <summary>What a person calls the server, for messages.</summary>
    public string Server => server;

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Reads the body; a <see cref="JsonException"/> counts as a broken answer.</param>
    /// <param name="cancellationToken">Ends the call, upstream too.</param>
    public async Task<T> CallAsync<T>(
        ModelRequest request, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using Slot slot = await EnterAsync(cancellationToken);
        return await RepeatAsync(
            async token =>
            {
                using HttpResponseMessage response = await SendAsync(request, token);
                ReadOnlyMemory<byte> body = await BodyReader.ReadAsync(response.Content, MaxAnswerBytes, token);
                using JsonDocument document = JsonDocument.Parse(body);
                return ReadChecked(document.RootElement, read);
            },
            cancellationToken);
    }

    /// <summary>What the reader does not find, or finds of another type, is the server's mistake.</summary>
    public static T ReadChecked<T>(JsonElement answer, Func<JsonElement, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>
    /// Sends a request and reads the answer line by line. It is repeated until the answer begins and never after: the
    /// caller may have passed on what came.
    /// </summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadLinesAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Slot slot = await EnterAsync(cancellationToken);
        using HttpResponseMessage response = await RepeatAsync(
            token => SendAsync(request, token), cancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var lines = new LineReader(body);
        long begun = time.GetTimestamp();
        while (await ReadAsync(lines, begun, cancellationToken) is { } line) yield return line;
    }

    private async Task<T> RepeatAsync<T>(
        Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            TimeSpan delay;
            try
            {
                return await TryAsync(attempt, options.Timeout, cancellationToken);
            }
            catch (ModelException exception) when (exception.IsTransient && retry < options.MaxRetries)
            {
                delay = DelayBefore(retry, exception.RetryAfter);
                if (delay > options.MaxRetryDelay) throw;
                logger.CallRepeated(server, exception.Code, retry + 1, delay);
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<T> TryAsync<T>(
        Func<CancellationToken, Task<T>> attempt, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _breaker.Enter();
        try
        {
            T result = await TranslateAsync(attempt, timeout, cancellationToken);
            _breaker.RecordAnswer();
            return result;
        }
        catch (ModelException exception)
        {
            // Refusing is an answer; being asked to slow down is one too.
            if (exception is { IsTransient: true, Code: not "provider_rate_limited" })
            {
                if (_breaker.RecordFailure()) logger.CircuitOpened(server, options.OpenTime);
            }
            else
            {
                _breaker.RecordAnswer();
            }

            throw;
        }
        catch (OperationCanceledException)
        {
            _breaker.RecordAbandoned();
            throw;
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(
        LineReader lines, long begun, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(begun) < options.StreamTimeout)
        {
            return await TranslateAsync(
                async token => await lines.ReadAsync(token), options.IdleTimeout, cancellationToken);
        }

        throw new ModelException(
            "provider_timeout",
            $"{server} did not end its answer within {options.StreamTimeout.TotalSeconds:0.###} s.",
            isTransient: true);
    }

    /// <summary>Runs a step within its time; what the network and its other end do wrong gets its name here.</summary>
    private async Task<T> TranslateAsync<T>(
        Func<CancellationToken, Task<T>> step, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(
                "provider_timeout",
                $"{server} did not answer within {timeout.TotalSeconds:0.###} s.",
                isTransient: true,
                exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ModelException(
                "provider_error", $"The connection to {server} failed: {exception.Message}", true, exception);
        }
        catch (JsonException exception)
        {
            throw new ModelException(
                "provider_error",
                $"{server} answered something that is not the expected JSON: {exception.Message}",
                isTransient: true,
                exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = request.CreateMessage();
        foreach ((string name, string value) in headers) message.Headers.TryAddWithoutValidation(name, value);
        HttpResponseMessage response = await client.SendAsync(
            message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            ReadOnlyMemory<byte> body = await BodyReader.ReadStartAsync(
                response.Content, MaxErrorBytes, cancellationToken);
            throw Refusals.Of(server, response, Redacted(ErrorBody.Read(body.Span)), time.GetUtcNow());
        }
    }

    /// <summary>The failure that a server tells in the middle of a stream, where the status is long sent.</summary>
    public ModelException FailureInStream(JsonElement body) =>
        Refusals.InStream(server, Redacted(ErrorBody.Read(body)));

    /// <summary>Servers echo what they were sent; a key must not get into an error that callers and logs see.</summary>
    private ErrorBody Redacted(ErrorBody error)
    {
        string message = error.Message;
        foreach ((string _, string value) in headers)
        {
            string secret = value.StartsWith("Bearer ", StringComparison.Ordinal) ? value["Bearer ".Length..] : value;
            if (secret.Length > 0) message = message.Replace(secret, "***", StringComparison.Ordinal);
        }

        return error with { Message = message };
    }

    private TimeSpan DelayBefore(int retry, TimeSpan? askedFor)
    {
        double ceiling = Math.Min(
            options.MaxRetryDelay.TotalMilliseconds, options.RetryDelay.TotalMilliseconds * Math.Pow(2, retry));
        // Half fixed, half random: many callers that failed together must not come back together.
        TimeSpan jittered = TimeSpan.FromMilliseconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
        return askedFor > jittered ? askedFor.Value : jittered;
    }

    private async Task<Slot> EnterAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _slots.WaitAsync(either.Token);
            return new Slot(_slots);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(
                "provider_overloaded",
                $"{options.MaxConcurrent} calls to {server} are running and none has ended within " +
                $"{options.Timeout.TotalSeconds:0.###} s.",
                isTransient: true,
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private readonly struct Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
