using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Rag.Pipeline;

namespace Rag.ModelProviders.Tests.OpenAI;

public sealed class OpenAIChatTests
{
    private const string EventStream = "text/event-stream";
    private const string Hel = """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}""";
    private const string Lo = """data: {"choices":[{"index":0,"delta":{"content":"lo [1]."},"finish_reason":null}]}""";
    private const string Stop = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}""";
    private const string Usage =
        """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""";

    private const string Done = "data: [DONE]";

    [Fact]
    public async Task An_answer_is_streamed_with_its_end_and_its_cost()
    {
        await using ScriptedServer server = await Scripted(Hel, ": ping", Lo, Stop, Usage, Done);
        using ProviderSetup models = Configure(server, ("Models:OpenAI:ApiKey", "sk-secret"));

        ChatResponse answer = await models.AskAsync(options: new ChatOptions { MaxOutputTokens = 20, Temperature = 0 });

        Assert.Equal("Hello [1].", answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(9, answer.Usage!.InputTokenCount);
        Assert.Equal(2, answer.Usage.OutputTokenCount);
        Assert.Equal("openai/tiny-chat", models.Chat.Name);
        (string path, string body, Dictionary<string, string> headers) = Assert.Single(server.Requests);
        Assert.Equal("/v1/chat/completions", path);
        Assert.Equal("Bearer sk-secret", headers["Authorization"]);
        Assert.Equal(
            """{"model":"tiny-chat","messages":[{"role":"system","content":"Be brief."},""" +
            """{"role":"user","content":"Why?"}],"stream":true,"stream_options":{"include_usage":true}""" +
            ""","max_tokens":20,"temperature":0}""",
            body);
    }

    [Fact]
    public async Task Bytes_may_be_cut_anywhere()
    {
        string hello = Hel.Replace("Hel", "Größe 你好", StringComparison.Ordinal);
        string text = string.Join("\n\n", hello, Stop, Done, "");
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = EventStream;
            foreach (byte one in System.Text.Encoding.UTF8.GetBytes(text))
            {
                await context.Response.Body.WriteAsync(new[] { one });
                await context.Response.Body.FlushAsync();
            }
        });
        using ProviderSetup models = Configure(server);

        Assert.Equal("Größe 你好", (await models.AskAsync()).Text);
    }

    [Fact]
    public async Task Servers_that_leave_out_the_end_marker_or_add_the_usage_to_the_last_chunk_are_understood()
    {
        await using ScriptedServer server = await Scripted(
            Hel,
            """data: {"choices":[{"delta":{"content":null},"finish_reason":"abort"}],"usage":{"prompt_tokens":-3}}""");
        using ProviderSetup models = Configure(server);

        ChatResponse answer = await models.AskAsync();

        Assert.Equal("Hel", answer.Text);
        Assert.Equal("abort", answer.FinishReason!.Value.Value);
        Assert.Equal(0, answer.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task A_stream_that_ends_too_early_is_an_error_and_not_a_short_answer()
    {
        await using ScriptedServer server = await Scripted(Hel, Lo);
        using ProviderSetup models = Configure(server);
        var heard = new List<string>();

        var failure = await Assert.ThrowsAsync<ModelException>(() => ListenAsync(models, heard));

        Assert.Equal(["Hel", "lo [1]."], heard);
        Assert.Equal("provider_error", failure.Code);
        Assert.Equal(
            "The answer of 'openai/tiny-chat' broke off: its stream ended without a finish reason.", failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""data: {"error":{"message":"Overloaded.","type":"server_error"}}""", "provider_error", true)]
    [InlineData("""data: {"error":{"message":"No money.","code":"insufficient_quota"}}""", "insufficient_quota", false)]
    [InlineData("""data: {"choices":[{"del""", "provider_error", true)]
    [InlineData("data: 5", "provider_error", true)]
    public async Task A_failure_within_the_stream_is_told_and_never_repeated(string line, string code, bool isTransient)
    {
        await using ScriptedServer server = await Scripted(Hel, line, Stop, Done);
        using ProviderSetup models = Configure(server);
        var heard = new List<string>();

        var failure = await Assert.ThrowsAsync<ModelException>(() => ListenAsync(models, heard));

        Assert.Equal(["Hel"], heard);
        Assert.Equal(code, failure.Code);
        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_stream_is_an_error_and_never_repeated()
    {
        var begun = new TaskCompletionSource();
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            await ScriptedServer.Stream(EventStream, Hel + "\n\n")(context);
            await begun.Task;
            context.Abort();
        });
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in models.Chat.Client.GetStreamingResponseAsync("Why?"))
                begun.SetResult();
        });

        Assert.Equal("provider_error", failure.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Before_the_stream_begins_a_call_is_repeated()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("{}", 503),
            ScriptedServer.Json("{}", 429, ("retry-after-ms", "1")),
            ScriptedServer.Stream(EventStream, Hel + "\n\n", Stop + "\n\n"));
        using ProviderSetup models = Configure(server);

        Assert.Equal("Hel", (await models.AskAsync()).Text);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_falls_silent_within_the_stream_is_a_timeout()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            await ScriptedServer.Stream(EventStream, Hel + "\n\n")(context);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using ProviderSetup models = Configure(server, ("Models:OpenAI:IdleTimeout", "00:00:00.050"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => ListenAsync(models, []));

        Assert.Equal("provider_timeout", failure.Code);
    }

    [Fact]
    public async Task Who_stops_listening_stops_the_server_at_once()
    {
        var stopped = new TaskCompletionSource();
        await using ScriptedServer server = await ScriptedServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => stopped.TrySetResult());
            await ScriptedServer.Stream(EventStream, Hel + "\n\n")(context);
            await stopped.Task;
        });
        using ProviderSetup models = Configure(server);

        await foreach (ChatResponseUpdate update in models.Chat.Client.GetStreamingResponseAsync("Why?"))
        {
            Assert.Equal("Hel", update.Text);
            break;
        }

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_endless_line_is_cut_off()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream(EventStream, Enumerable.Repeat(new string('x', 100_000), 20)));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => ListenAsync(models, []));

        Assert.Contains("a line of more than 1,048,576 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_is_passed_on_and_newer_models_get_their_word_for_the_longest_answer()
    {
        await using ScriptedServer server = await Scripted(Hel, Stop);
        using ProviderSetup models = Configure(server, ("Models:OpenAI:SendsMaxCompletionTokens", "true"));
        JsonElement schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;

        await models.AskAsync(options: new ChatOptions
        {
            MaxOutputTokens = 5, ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "reply"),
        });

        Assert.EndsWith(
            ""","max_completion_tokens":5,"response_format":{"type":"json_schema","json_schema":""" +
            """{"name":"reply","schema":{"type":"object"}}}}""",
            server.Requests[0].Body,
            StringComparison.Ordinal);
    }

    private static Task<ScriptedServer> Scripted(params string[] lines) =>
        ScriptedServer.StartAsync(ScriptedServer.Stream(EventStream, lines.Select(line => line + "\n\n")));

    private static ProviderSetup Configure(ScriptedServer server, params (string, string?)[] more) => new(
    [
        ("Models:OpenAI:BaseUrl", $"{server.Url}v1"),
        ("Models:OpenAI:ChatModel", "tiny-chat"),
        ("Models:OpenAI:RetryDelay", "00:00:00"),
        .. more,
    ]);

    private static async Task ListenAsync(ProviderSetup models, List<string> heard)
    {
        await foreach (ChatResponseUpdate update in models.Chat.Client.GetStreamingResponseAsync("Why?"))
            heard.Add(update.Text);
    }
}
