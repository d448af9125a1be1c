using Microsoft.Extensions.AI;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.Ollama;

public sealed class OllamaTests
{
    private const string Lines = "application/x-ndjson";
    private const string Hel = """{"model":"m","message":{"role":"assistant","content":"Hel"},"done":false}""" + "\n";
    private const string End =
        """{"message":{"content":"lo"},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":2}""" + "\n";

    private static readonly Func<Microsoft.AspNetCore.Http.HttpContext, Task> NotFound =
        ScriptedServer.Json("""{"error":"model 'm' not found"}""", 404);

    [Fact]
    public async Task An_answer_is_streamed_line_by_line()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Stream(Lines, Hel, End));
        using ProviderSetup models = Configure(server);

        ChatResponse answer = await models.AskAsync(options: new ChatOptions { MaxOutputTokens = 20 });

        Assert.Equal("Hello", answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(9, answer.Usage!.InputTokenCount);
        Assert.Equal(2, answer.Usage.OutputTokenCount);
        Assert.Equal("/api/chat", server.Requests[0].Path);
        Assert.Equal(
            """{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Why?"}]""" +
            ""","stream":true,"options":{"num_ctx":8192,"num_predict":20}}""",
            server.Requests[0].Body);
    }

    [Theory]
    [InlineData("""{"error":"an error was encountered while running the model"}""")]
    [InlineData("")]
    public async Task An_answer_that_breaks_off_is_an_error(string last)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Stream(Lines, Hel, last));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Equal("provider_error", failure.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Vectors_come_in_order_and_long_texts_are_not_cut_in_silence()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("""{"error":"the input length exceeds the context length"}""", 400),
            ScriptedServer.Json("""{"embeddings":[[1,0]],"prompt_eval_count":3}"""));
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made =
            await models.Embedding("ollama", "e", 2).Generator.GenerateAsync(["abcdefgh"]);

        Assert.Equal([1f, 0f], made[0].Vector.ToArray());
        Assert.Equal(4, made[0].AdditionalProperties![EmbeddingNotes.KeptCharacters]);
        Assert.Equal("""{"model":"e","input":["abcdefgh"],"truncate":false}""", server.Requests[0].Body);
        Assert.Equal("""{"model":"e","input":["abcd"],"truncate":false}""", server.Requests[1].Body);
    }

    [Fact]
    public async Task A_missing_model_is_said_with_those_there_are()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            NotFound, ScriptedServer.Json("""{"models":[{"name":"llama3.2:latest"}]}"""));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Equal("unknown_model", failure.Code);
        Assert.EndsWith(
            "It has llama3.2:latest; fetch it with 'ollama pull m', or set Rag:Models:Ollama:PullMissingModels.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal("/api/tags", server.Requests[1].Path);
    }

    [Fact]
    public async Task A_missing_model_is_fetched_where_that_is_allowed()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            NotFound,
            ScriptedServer.Stream(
                Lines,
                """{"status":"pulling manifest"}""" + "\n",
                """{"status":"pulling 1a","digest":"1a","total":100,"completed":50}""" + "\n",
                """{"status":"success"}""" + "\n"),
            ScriptedServer.Stream(Lines, Hel, End));
        using ProviderSetup models = Configure(server, ("Models:Ollama:PullMissingModels", "true"));

        Assert.Equal("Hello", (await models.AskAsync()).Text);
        Assert.Equal(["/api/chat", "/api/pull", "/api/chat"], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("""{"error":"pull model manifest: file does not exist"}""", "file does not exist")]
    [InlineData("""{"status":"pulling manifest"}""", "stopped fetching 'm' at 'pulling manifest'")]
    public async Task A_fetch_that_fails_is_told(string last, string problem)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            NotFound, ScriptedServer.Stream(Lines, last + "\n"));
        using ProviderSetup models = Configure(server, ("Models:Ollama:PullMissingModels", "true"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    private static ProviderSetup Configure(ScriptedServer server, params (string, string?)[] more) => new(
    [
        ("Models:ChatProvider", "ollama"),
        ("Models:Ollama:BaseUrl", server.Url.ToString()),
        ("Models:Ollama:ChatModel", "m"),
        ("Models:Ollama:RetryDelay", "00:00:00"),
        .. more,
    ]);
}
