using Microsoft.Extensions.AI;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.Fallback;

public sealed class FallbackChatClientTests
{
    private const string Hel = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n";
    private const string Stop = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    [Fact]
    public async Task The_first_model_speaks_while_it_can()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream("text/event-stream", Hel, Stop));
        using ProviderSetup models = Configure(server);

        Assert.Equal([("openai/tiny", "Hel"), ("openai/tiny", "")], await ListenAsync(models));
        Assert.False(models.Chat.IsBuiltIn);
        Assert.Equal(16_000, models.Chat.ContextTokens);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(503)]
    public async Task The_next_speaks_where_the_first_cannot_begin_and_the_answer_says_so(int status)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json("{}", status));
        using ProviderSetup models = Configure(server);

        List<(string Speaker, string Text)> heard = await ListenAsync(models);

        Assert.Equal([("stub/fixed-words", "stub"), ("stub/fixed-words", " stub")], heard[..2]);
    }

    [Fact]
    public async Task Nobody_takes_over_in_the_middle_of_an_answer()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream("text/event-stream", Hel));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => ListenAsync(models));

        Assert.StartsWith("The answer of 'openai/tiny' broke off", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_fail_the_last_failure_is_told()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("{}", 401), ScriptedServer.Json("{}", 404));
        using ProviderSetup models = Configure(server, ("Models:Chat:1", "openai/other"));

        var failure = await Assert.ThrowsAsync<ModelException>(() => ListenAsync(models));

        Assert.Equal("unknown_model", failure.Code);
    }

    [Theory]
    [InlineData(
        "nobody", "There is no chat provider 'nobody'; known are azure_openai, extractive, ollama, openai, stub.")]
    [InlineData("stub/clever", "The provider 'stub' has no model 'clever', only 'fixed-words'.")]
    public void A_chain_with_an_unknown_link_is_refused_at_the_start(string link, string problem)
    {
        using var models = new ProviderSetup(("Models:Chat:0", link), ("Models:Chat:1", "extractive"));

        Exception failure = Assert.ThrowsAny<Exception>(() => models.Chat);

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_found_by_its_name_whatever_it_holds()
    {
        using var models = new ProviderSetup(("Models:OpenAI:ApiKey", "sk-secret"));
        IChatModels chat = models.Get<IChatModels>();

        Assert.True(chat.TryResolve("openai/org/model:tag", out ChatModel? model, out _));
        Assert.Equal("openai/org/model:tag", model.Name);
        Assert.False(chat.TryResolve("nobody/x", out _, out string? problem));
        Assert.StartsWith("There is no chat provider 'nobody'", problem, StringComparison.Ordinal);
    }

    private static ProviderSetup Configure(ScriptedServer server, params (string, string?)[] more) => new(
    [
        ("Models:Chat:0", "openai/tiny"),
        ("Models:Chat:1", "stub"),
        ("Models:OpenAI:BaseUrl", $"{server.Url}v1"),
        ("Models:OpenAI:MaxRetries", "0"),
        .. more,
    ]);

    private static async Task<List<(string Speaker, string Text)>> ListenAsync(ProviderSetup models)
    {
        var heard = new List<(string, string)>();
        await foreach (ChatResponseUpdate update in models.Chat.Client.GetStreamingResponseAsync("Why?"))
            heard.Add((((ChatModel)update.AdditionalProperties![ChatNotes.Speaker]!).Name, update.Text));
        return heard;
    }
}
