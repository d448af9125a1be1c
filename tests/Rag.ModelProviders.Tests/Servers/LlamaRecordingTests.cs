using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Rag.Pipeline;
using Rag.Pipeline.Tests.Quality;

namespace Rag.ModelProviders.Tests.Servers;

/// <summary>
/// What llama.cpp's server really answered, given to the provider word for word: streams, vectors and every refusal.
/// </summary>
public sealed class LlamaRecordingTests
{
    [Theory]
    [InlineData("stream", "length", null)]
    [InlineData("stream with usage", "length", 6)]
    [InlineData("stream, ASCII output", "length", null)]
    [InlineData("logprobs, ASCII output, stream", "length", null)]
    [InlineData("logprobs, stream", "length", null)]
    [InlineData("stop string reached, stream", "stop", null)]
    public async Task A_recorded_stream_is_read_to_its_end(string name, string finish, int? tokens)
    {
        (int status, JsonElement body) = Recorded("llama-chat.jsonl", name);
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream("text/event-stream", body.GetString()!));
        using ProviderSetup models = Configure(server);

        ChatResponse answer = await models.AskAsync();

        Assert.Equal(200, status);
        Assert.Equal(finish, answer.FinishReason!.Value.Value);
        Assert.Equal(tokens, (int?)answer.Usage?.OutputTokenCount);
        if (name.Contains("ASCII", StringComparison.Ordinal)) Assert.Equal("3e?", answer.Text);
    }

    [Theory]
    [InlineData("llama-chat.jsonl", "while loading: chat", "provider_error", true)]
    [InlineData("llama-chat.jsonl", "context overflow, stream", "input_too_long", false)]
    [InlineData("llama-chat.jsonl", "context overflow", "input_too_long", false)]
    [InlineData("llama-chat.jsonl", "response_format json_schema", "provider_error", false)]
    [InlineData("llama-chat.jsonl", "message without role", "provider_error", true)]
    [InlineData("llama-chat.jsonl", "GET", "unknown_model", false)]
    [InlineData("llama-chat.jsonl", "embeddings on the chat server", "provider_error", false)]
    [InlineData("llama-embeddings.jsonl", "chat on the embedding server", "provider_error", true)]
    [InlineData("llama-embeddings.jsonl", "while loading: embeddings", "provider_error", true)]
    [InlineData("llama-embeddings.jsonl", "--api-key: wrong key", "provider_unauthorized", false)]
    [InlineData("llama-embeddings.jsonl", "513 tokens: one too long", "input_too_long", false)]
    [InlineData("llama-embeddings.jsonl", "bad JSON", "provider_error", false)]
    [InlineData("llama-embeddings.jsonl", "rerank", "provider_error", false)]
    public async Task A_recorded_refusal_has_its_meaning(string file, string name, string code, bool isTransient)
    {
        (int status, JsonElement body) = Recorded(file, name);
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json(body.GetRawText(), status));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => models.AskAsync());

        Assert.Equal(code, failure.Code);
        Assert.Equal(isTransient, failure.IsTransient);
    }

    [Theory]
    [InlineData("one string", 1)]
    [InlineData("two inputs", 2)]
    [InlineData("64 inputs", 64)]
    [InlineData("encoding_format base64", 1)]
    [InlineData("list with an empty string", 2)]
    public async Task Recorded_vectors_are_read(string name, int count)
    {
        (_, JsonElement body) = Recorded("llama-embeddings.jsonl", name);
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(body.GetRawText()));
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made = await models.Embedding().Generator.GenerateAsync(
            Enumerable.Range(0, count).Select(i => $"text {i}"));

        Assert.Equal(count, made.Count);
        Assert.All(made, embedding => Assert.Equal(4, embedding.Vector.Length));
        Assert.Equal(body.GetProperty("usage").GetProperty("prompt_tokens").GetInt64(), made.Usage!.InputTokenCount);
    }

    /// <summary>The batch is refused for one text; each alone is taken, and of the long one only what fits.</summary>
    [Fact]
    public async Task The_recorded_refusal_of_a_batch_costs_the_long_text_its_end_only()
    {
        (int status, JsonElement refusal) = Recorded("llama-embeddings.jsonl", "one of two too long");
        (_, JsonElement vector) = Recorded("llama-embeddings.jsonl", "one string");
        Func<HttpContext, Task> refuse = ScriptedServer.Json(refusal.GetRawText(), status);
        Func<HttpContext, Task> accept = ScriptedServer.Json(vector.GetRawText());
        await using ScriptedServer server = await ScriptedServer.StartAsync(refuse, accept, refuse, accept);
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made = await models.Embedding().Generator.GenerateAsync(
            ["short one", new string('x', 1_000)]);

        Assert.Null(made[0].AdditionalProperties);
        // 602 tokens were given and 512 allowed: .95 of that share is kept.
        Assert.Equal(807, made[1].AdditionalProperties!["rag.kept_characters"]);
    }

    private static (int Status, JsonElement Body) Recorded(string file, string name)
    {
        foreach (string line in File.ReadLines(SharedData.Path("spec", "transcripts", file)))
        {
            JsonElement recorded = JsonDocument.Parse(line).RootElement;
            if (recorded.GetProperty("case").GetString() != name) continue;
            JsonElement response = recorded.GetProperty("response");
            return (response.GetProperty("status").GetInt32(), response.GetProperty("body"));
        }

        throw new InvalidOperationException($"There is no case '{name}' in {file}.");
    }

    private static ProviderSetup Configure(ScriptedServer server) => new(
        ("Models:ChatProvider", "openai"),
        ("Models:EmbeddingProvider", "openai"),
        ("Models:OpenAI:BaseUrl", $"{server.Url}v1"),
        ("Models:OpenAI:ChatModel", "tiny-random"),
        ("Models:OpenAI:EmbeddingModel", "all-MiniLM-L6-v2"),
        ("Models:OpenAI:EmbeddingModels:0:Name", "all-MiniLM-L6-v2"),
        ("Models:OpenAI:EmbeddingModels:0:Dimensions", "4"),
        ("Models:OpenAI:MaxRetries", "0"));
}
