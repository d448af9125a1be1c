using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Rag.Pipeline;

namespace Rag.ModelProviders.Tests.OpenAI;

/// <summary>A model server that means harm, or is broken enough to look like it.</summary>
public sealed class HostileServerTests
{
    private const string EventStream = "text/event-stream";
    private const string Stop = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";
    private const string Done = "data: [DONE]\n\n";

    [Theory]
    [InlineData("-5", "-1", 0, 0)]
    [InlineData("1e300", "99999999999999999999", 10_000_000, 10_000_000)]
    [InlineData("7.9", "3", 7, 3)]
    public async Task Counts_that_cannot_be_are_brought_into_their_limits(
        string read, string said, int expectedRead, int expectedSaid)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Stream(
            EventStream,
            Piece("Hi"),
            Stop,
            $$$"""data: {"choices":[],"usage":{"prompt_tokens":{{{read}}},"completion_tokens":{{{said}}}}}""" + "\n\n",
            Done));
        using ProviderSetup models = Configure(server);

        ChatResponse answer = await models.AskAsync();

        Assert.Equal((expectedRead, expectedSaid), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("""{"choices":{}}""")]
    [InlineData("""{"choices":[7]}""")]
    [InlineData("""{"choices":[{"delta":[]}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":{"text":"x"}}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":5,"tool_calls":[{"function":{"name":"send_mail"}}]}}]}""")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":{"a":1}}]}""")]
    [InlineData("""{"usage":"many"}""")]
    [InlineData("""{"usage":[]}""")]
    [InlineData("""{"error":null}""")]
    public async Task Members_of_another_type_say_nothing_and_break_nothing(string chunk)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream(EventStream, $"data: {chunk}\n\n", Piece("Hi"), Stop, Done));
        using ProviderSetup models = Configure(server);

        Assert.Equal("Hi", (await models.AskAsync()).Text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"choices\":")]
    [InlineData("<html>")]
    public async Task What_is_no_object_is_an_error_of_the_provider(string chunk)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream(EventStream, Piece("Hi"), $"data: {chunk}\n\n", Stop, Done));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Equal("provider_error", failure.Code);
    }

    [Fact]
    public async Task Comments_names_and_further_fields_of_events_are_passed_over()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Stream(
            EventStream,
            ": keep-alive\n\nevent: error\nid: 7\nretry: 1\nfoo: bar\n" + Piece("Hi"),
            "event: done\n\n",
            "\n\n\n",
            Stop,
            Done,
            Piece("never read")));
        using ProviderSetup models = Configure(server);

        Assert.Equal("Hi", (await models.AskAsync()).Text);
    }

    [Fact]
    public async Task A_hundred_thousand_tiny_pieces_are_one_answer()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Stream(
            EventStream,
            [.. Enumerable.Repeat(string.Concat(Enumerable.Repeat(Piece("x"), 1_000)), 100), Stop, Done]));
        using ProviderSetup models = Configure(server);

        Assert.Equal(100_000, (await models.AskAsync()).Text.Length);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_given_up_by_its_size()
    {
        string pings = string.Concat(Enumerable.Repeat(": still here\n", 80_000));
        await using ScriptedServer server = await ScriptedServer.StartAsync(EndlesslyAsync(pings));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Contains("a stream of more than 67,108,864 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_only_keeps_itself_alive_is_given_up_by_its_time()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(EndlesslyAsync(": still here\n"));
        using ProviderSetup models = Configure(server, ("Models:OpenAI:StreamTimeout", "00:00:00.200"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Equal("provider_timeout", failure.Code);
        Assert.Contains("did not end its answer within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_takes_neither_key_nor_question_to_another_server(int status)
    {
        await using ScriptedServer other = await ScriptedServer.StartAsync(ScriptedServer.Json("{}"));
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("", status, ("Location", other.Url.ToString())));
        using ProviderSetup models = Configure(server, ("Models:OpenAI:ApiKey", "sk-own"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Equal("provider_redirected", failure.Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task The_key_of_one_server_is_not_sent_to_another()
    {
        await using ScriptedServer ollama = await ScriptedServer.StartAsync(ScriptedServer.Json("{}", 500));
        using var models = new ProviderSetup(
            ("Models:ChatProvider", "ollama"),
            ("Models:Ollama:BaseUrl", ollama.Url.ToString()),
            ("Models:Ollama:MaxRetries", "0"),
            ("Models:OpenAI:ApiKey", "sk-openai"),
            ("Models:AzureOpenAI:ApiKey", "sk-azure"),
            ("Models:Rerankers:cohere:ApiKey", "sk-cohere"));

        await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        (string path, string body, Dictionary<string, string> headers) = ollama.Requests[0];
        Assert.DoesNotContain("sk-", path + body + string.Join('\n', headers), StringComparison.Ordinal);
    }

    private static string Piece(string text) =>
        $$$"""data: {"choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}""" + "\n\n";

    private static Func<HttpContext, Task> EndlesslyAsync(string text) => async context =>
    {
        context.Response.ContentType = EventStream;
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    };

    private static ProviderSetup Configure(ScriptedServer server, params (string, string?)[] more) => new(
    [
        ("Models:ChatProvider", "openai"),
        ("Models:OpenAI:BaseUrl", $"{server.Url}v1"),
        ("Models:OpenAI:ChatModel", "tiny-chat"),
        ("Models:OpenAI:MaxRetries", "0"),
        .. more,
    ]);
}
