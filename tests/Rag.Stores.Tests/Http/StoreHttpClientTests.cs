using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Rag.Fakes;
using Rag.Fakes.Faults;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Tests.Http;

public sealed class StoreHttpClientTests : IAsyncLifetime
{
    private const string Key = "s3cret-key";

    private readonly Target _target = new();
    private readonly Options _options = new() { MaxRetryPause = TimeSpan.FromMilliseconds(20) };
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync((_, _) => _target);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.HalfBody)]
    [InlineData(FaultKind.Refuse)]
    public async Task A_lost_answer_is_asked_for_again(FaultKind kind)
    {
        _server.Faults.Add(new Fault(kind) { Count = 2 });

        StoreAnswer answer = await SendAsync("x");

        Assert.True(answer.IsSuccess);
        Assert.Equal(3, _server.Requests.All.Count);
        Assert.All(_server.Requests.All, request => Assert.Equal(Key, request.Headers["api-key"]));
    }

    [Fact]
    public async Task After_the_last_attempt_the_failure_is_transient_and_carries_the_wait()
    {
        _server.Faults.Add(new Fault(FaultKind.Refuse) { Status = 429, RetryAfter = "0.01" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SendAsync("x"));

        Assert.Equal(("throttled", true), (failure.Code, failure.IsTransient));
        Assert.Equal(TimeSpan.FromMilliseconds(10), failure.RetryAfter);
        Assert.Equal(3, _server.Requests.All.Count);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_long_wait_is_not_asked_again()
    {
        _server.Faults.Add(new Fault(FaultKind.Refuse) { Status = 503, RetryAfter = "120" });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SendAsync("x"));

        Assert.Equal(TimeSpan.FromSeconds(120), failure.RetryAfter);
        Assert.Single(_server.Requests.All);
    }

    [Fact]
    public async Task A_refusal_is_answered_at_once_and_its_message_holds_no_key()
    {
        _server.Faults.Add(new Fault(FaultKind.Unauthorized));

        StoreAnswer answer = await SendAsync("x");
        StoreException failure = Assert.Throws<StoreException>(() => answer.EnsureSuccess());

        Assert.Single(_server.Requests.All);
        Assert.Equal(("unauthorized", false), (failure.Code, failure.IsTransient));
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            $"Test at {_server.Url.Authority} answered 401 to GET /x: 'bad key ***'. " +
            "Check the store's key and its rights.",
            failure.Message);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        StoreAnswer answer = await SendAsync("redirect");

        StoreException failure = Assert.Throws<StoreException>(() => answer.EnsureSuccess());
        Assert.Equal(("redirected", false), (failure.Code, failure.IsTransient));
        Assert.Single(_server.Requests.All);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        _options.MaxAnswerMegabytes = 1;

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SendAsync("endless"));

        Assert.Equal(("bad_answer", false), (failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task A_slow_answer_is_given_up_as_transient()
    {
        _options.RequestTimeout = TimeSpan.FromMilliseconds(50);
        _options.MaxAttempts = 1;
        _server.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 60_000 });

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SendAsync("x"));

        Assert.Equal(("unavailable", true), (failure.Code, failure.IsTransient));
    }

    [Theory]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Malformed)]
    public async Task A_success_that_is_no_json_is_a_transient_failure(FaultKind kind)
    {
        _server.Faults.Add(new Fault(kind));

        StoreAnswer answer = await SendAsync("x");

        StoreException failure = Assert.Throws<StoreException>(() => answer.ReadJson());
        Assert.Equal(("bad_answer", true), (failure.Code, failure.IsTransient));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task What_a_reader_throws_counts_as_the_attempts_failure(bool transient, int attempts)
    {
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SendAsync<int>(
            "x", _ => throw new StoreException("told_inside", "A success that is none.", transient)));

        Assert.Equal(("told_inside", transient), (failure.Code, failure.IsTransient));
        Assert.Equal(attempts, _server.Requests.All.Count);
    }

    [Fact]
    public async Task A_reader_cannot_make_a_success_of_a_passing_refusal()
    {
        _server.Faults.Add(new Fault(FaultKind.Refuse) { Status = 503, Count = 1 });

        int status = await SendAsync("x", answer => (int)answer.Status);

        Assert.Equal(200, status);
        Assert.Equal(2, _server.Requests.All.Count);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_transient_failure()
    {
        await _server.DisposeAsync();

        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => SendAsync("x"));

        Assert.Equal(("unavailable", true), (failure.Code, failure.IsTransient));
    }

    private Task<StoreAnswer> SendAsync(string path) => SendAsync(path, answer => answer);

    private async Task<T> SendAsync<T>(string path, Func<StoreAnswer, T> read)
    {
        var endpoint = new StoreEndpoint("Test", _server.Url, [new("api-key", Key)], [Key], _options);
        using var client = new StoreHttpClient(endpoint, TimeProvider.System, NullLogger.Instance);
        return await client.SendAsync(
            new StoreRequest(HttpMethod.Get, path), read, TestContext.Current.CancellationToken);
    }

    private sealed class Options : HttpStoreOptions;

    private sealed class Target : IFake
    {
        public void Build(WebApplication app)
        {
            app.MapGet("/x", () => Results.Json(new { ok = true }));
            app.MapGet("/redirect", () => Results.Redirect("http://127.0.0.1:1/elsewhere"));
            app.MapGet("/endless", async (HttpContext context) =>
            {
                byte[] block = new byte[100_000];
                while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(block);
            });
        }

        public Task WriteErrorAsync(HttpContext context, int status, string message)
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(message);
        }

        public Task WriteUnauthorizedAsync(HttpContext context) =>
            WriteErrorAsync(context, (int)HttpStatusCode.Unauthorized, $"bad key {context.Request.Headers["api-key"]}");
    }
}
