using Microsoft.AspNetCore.Http;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.Connections;

/// <summary>How a server's failures are met, seen through the embedding provider.</summary>
public sealed class ModelConnectionTests
{
    private const string Vector = """{"data":[{"index":0,"embedding":[1,0,0]}]}""";

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task Transient_refusals_are_repeated(int status)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("{}", status), ScriptedServer.Json("{}", status), ScriptedServer.Json(Vector));
        using ProviderSetup models = Configure(server);

        await EmbedAsync(models);

        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(400, "{}", "provider_error")]
    [InlineData(401, """{"error":{"code":"invalid_api_key"}}""", "provider_unauthorized")]
    [InlineData(403, "{}", "provider_unauthorized")]
    [InlineData(404, """{"error":{"code":"model_not_found"}}""", "unknown_model")]
    [InlineData(429, """{"error":{"code":"insufficient_quota"}}""", "insufficient_quota")]
    [InlineData(429, """{"error":{"code":null,"type":"insufficient_quota"}}""", "insufficient_quota")]
    [InlineData(501, "{}", "provider_error")]
    [InlineData(307, "", "provider_redirected")]
    public async Task Permanent_refusals_are_not(int status, string body, string code)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json(body, status, ("Location", "http://127.0.0.1:9/elsewhere")));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));

        Assert.Equal(code, failure.Code);
        Assert.False(failure.IsTransient);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400, "true", 2)]
    [InlineData(500, "false", 1)]
    public async Task A_server_that_says_whether_to_repeat_is_believed(int status, string should, int requests)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("{}", status, ("x-should-retry", should)), ScriptedServer.Json("{}", 401));
        using ProviderSetup models = Configure(server);

        await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_caller()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("{}", 429, ("Retry-After", "99999999")));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));

        Assert.Equal("provider_rate_limited", failure.Code);
        Assert.True(failure.IsTransient);
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Abort,
            async context =>
            {
                context.Response.ContentLength = Vector.Length;
                await context.Response.WriteAsync(Vector[..10]);
                context.Abort();
            },
            ScriptedServer.Json(Vector));
        using ProviderSetup models = Configure(server);

        await EmbedAsync(models);

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_a_timeout()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using ProviderSetup models = Configure(
            server, ("Models:OpenAI:Timeout", "00:00:01"), ("Models:OpenAI:MaxRetries", "1"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));

        Assert.Equal("provider_timeout", failure.Code);
        Assert.True(failure.IsTransient);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Nobody_there_is_said_and_after_some_times_not_even_tried()
    {
        using var models = new ProviderSetup(
            ("Models:OpenAI:BaseUrl", "http://127.0.0.1:1/v1"),
            ("Models:OpenAI:RetryDelay", "00:00:00"),
            ("Models:OpenAI:FailuresToOpen", "3"),
            ("Models:OpenAI:OpenTime", "00:10:00"),
            ("Models:OpenAI:EmbeddingModel", "text-embedding-3-small"));

        var failed = await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));
        var refused = await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));

        Assert.Equal("provider_error", failed.Code);
        Assert.True(failed.IsTransient);
        Assert.Equal("provider_unavailable", refused.Code);
    }

    [Fact]
    public async Task A_key_that_the_server_echoes_stays_out_of_the_message()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(context =>
            ScriptedServer.Json("{\"error\":\"Bad: " + context.Request.Headers.Authorization + "\"}", 401)(context));
        using ProviderSetup models = Configure(server, ("Models:OpenAI:ApiKey", "sk-very-secret"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => EmbedAsync(models));

        Assert.Contains("answered 401: Bad: Bearer ***", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-very-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_calls_than_allowed_run_at_a_time()
    {
        int running = 0;
        int most = 0;
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            int now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            await ScriptedServer.Json(Vector)(context);
        });
        using ProviderSetup models = Configure(server, ("Models:OpenAI:MaxConcurrent", "2"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => EmbedAsync(models)));

        Assert.Equal(40, server.Requests.Count);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Who_stops_waiting_stops_the_server_too()
    {
        var stopped = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => stopped.SetResult());
            asked.SetResult();
            await stopped.Task;
        });
        using ProviderSetup models = Configure(server);
        using var cancelled = new CancellationTokenSource();
        Task call = EmbedAsync(models, cancelled.Token);
        await asked.Task;

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await stopped.Task;
    }

    [Theory]
    [InlineData("ftp://example.org/v1", "Rag:Models:OpenAI:BaseUrl has the scheme 'ftp'; it must be http or https.")]
    [InlineData("http://me:secret@example.org/v1", "Rag:Models:OpenAI:BaseUrl has a user or password in it")]
    [InlineData("http://example.org/v1?x=1", "Rag:Models:OpenAI:BaseUrl has a query or fragment")]
    public void An_address_that_could_not_work_is_refused_with_the_reason(string address, string problem)
    {
        using var models = new ProviderSetup(("Models:OpenAI:BaseUrl", address));

        Exception failure = Assert.ThrowsAny<Exception>(() => models.Embedding("openai"));

        Assert.Contains(problem, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", failure.ToString(), StringComparison.Ordinal);
    }

    private static ProviderSetup Configure(ScriptedServer server, params (string, string?)[] more) => new(
    [
        ("Models:OpenAI:BaseUrl", $"{server.Url}v1/"),
        ("Models:OpenAI:EmbeddingModel", "tiny"),
        ("Models:OpenAI:EmbeddingModels:0:Name", "tiny"),
        ("Models:OpenAI:EmbeddingModels:0:Dimensions", "3"),
        ("Models:OpenAI:RetryDelay", "00:00:00"),
        .. more,
    ]);

    private static async Task EmbedAsync(ProviderSetup models, CancellationToken cancellationToken = default)
    {
        EmbeddingModel model = models.Embedding();
        await model.Generator.GenerateAsync(["x"], cancellationToken: cancellationToken);
    }
}
