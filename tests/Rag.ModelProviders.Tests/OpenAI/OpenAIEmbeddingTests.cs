using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.OpenAI;

public sealed class OpenAIEmbeddingTests
{
    private const string OneVector = """{"data":[{"index":0,"embedding":[1,0,0]}],"usage":{"prompt_tokens":4}}""";
    private static readonly float[] First = [1, 0, 0];
    private static readonly float[] Second = [0, 1, 0];

    [Fact]
    public async Task The_request_carries_model_texts_and_key()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(OneVector));
        using ProviderSetup models = Configure(server, ("Models:OpenAI:ApiKey", "sk-secret"));

        GeneratedEmbeddings<Embedding<float>> made = await Generator(models).GenerateAsync(["Größe \"m²\""]);

        Assert.Equal(First, made[0].Vector.ToArray());
        Assert.Equal(4, made.Usage!.InputTokenCount);
        (string path, string body, Dictionary<string, string> headers) = Assert.Single(server.Requests);
        Assert.Equal("/v1/embeddings", path);
        Assert.Equal("""{"model":"tiny","input":["Größe \"m²\""],"encoding_format":"base64"}""", body);
        Assert.Equal("Bearer sk-secret", headers["Authorization"]);
    }

    [Fact]
    public async Task Tokens_that_a_server_does_not_count_are_estimated_and_marked()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("""{"data":[{"index":0,"embedding":[1,0,0]}]}"""));
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made = await Generator(models).GenerateAsync(["sixteen letters!"]);

        Assert.Equal(4, made.Usage!.InputTokenCount);
        Assert.Equal(4, made.Usage.AdditionalCounts![EmbeddingNotes.EstimatedTokens]);
    }

    [Fact]
    public async Task Vectors_in_base64_are_read_too()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("""{"data":[{"index":0,"embedding":"AACAPwAAAAAAAADA"}]}"""));
        using ProviderSetup models = Configure(server);

        float[] vector = await EmbedOneAsync(models);

        Assert.Equal([1f, 0f, -2f], vector);
    }

    [Fact]
    public async Task Vectors_in_another_order_get_to_their_texts()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(
            """{"data":[{"index":1,"embedding":[0,1,0]},{"index":0,"embedding":[1,0,0]}]}"""));
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made = await Generator(models).GenerateAsync(["a", "b"]);

        Assert.Equal([First, Second], made.Select(embedding => embedding.Vector.ToArray()));
    }

    [Theory]
    [InlineData("""{"data":[]}""", "answered 0 vectors for 1 texts")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,0,0]},{"index":1,"embedding":[1,0,0]}]}""", "answered 2 vectors")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,0]}]}""", "answered a vector of 2 values; the collection has 3")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,null,0]}]}""", "not a finite number")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,1e999,0]}]}""", "not a finite number")]
    [InlineData("""{"data":[{"index":0,"embedding":[0,0,0]}]}""", "zeros only")]
    public async Task Vectors_that_cannot_be_meant_are_refused_for_good(string answer, string problem)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(answer));
        using ProviderSetup models = Configure(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => EmbedOneAsync(models));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Equal("provider_error", failure.Code);
        Assert.False(failure.IsTransient);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{"data":[{"index":7,"embedding":[1,0,0]},{"index":0,"embedding":[1,0,0]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1,0,0]},{"index":0,"embedding":[1,0,0]}]}""")]
    [InlineData("""{"data":[{"index":"0","embedding":[1,0,0]},{"index":1,"embedding":[1,0,0]}]}""")]
    [InlineData("""{"data":[{"index":0},{"index":1,"embedding":[1,0,0]}]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[{"index":0,"emb""")]
    [InlineData("<html>Please sign in.</html>")]
    public async Task An_answer_that_is_not_in_shape_is_asked_for_again(string broken)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Json(broken),
            ScriptedServer.Json("""{"data":[{"index":0,"embedding":[1,0,0]},{"index":1,"embedding":[0,1,0]}]}"""));
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made = await Generator(models).GenerateAsync(["a", "b"]);

        Assert.Equal([First, Second], made.Select(embedding => embedding.Vector.ToArray()));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Texts_go_out_in_batches_and_come_back_in_order()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(AnswerByLength);
        using ProviderSetup models = Configure(
            server, ("Models:OpenAI:BatchSize", "3"), ("Models:OpenAI:ParallelBatches", "2"));

        GeneratedEmbeddings<Embedding<float>> made = await Generator(models).GenerateAsync(
            Enumerable.Range(1, 10).Select(length => new string('x', length)));

        Assert.Equal(
            [1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f], made.Select(embedding => embedding.Vector.Span[0]));
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(6, models.Embedding().MaxBatch);
    }

    [Fact]
    public async Task One_long_text_is_found_in_its_batch_cut_and_marked()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(RefuseOver20Characters);
        using ProviderSetup models = Configure(server);

        GeneratedEmbeddings<Embedding<float>> made = await Generator(models).GenerateAsync(
            ["a", "bb", new string('c', 40), "dddd"]);

        Assert.Equal([1f, 2f, 19f, 4f], made.Select(embedding => embedding.Vector.Span[0]));
        Assert.Equal(19, made[2].AdditionalProperties![EmbeddingNotes.KeptCharacters]);
        Assert.Null(made[0].AdditionalProperties);
    }

    [Theory]
    [InlineData("intfloat/multilingual-e5-small", "query: x", "passage: x")]
    [InlineData("nomic-embed-text:latest", "search_query: x", "search_document: x")]
    [InlineData("all-minilm-l6-v2", "x", "x")]
    public async Task Questions_and_passages_get_the_prefixes_of_their_model(
        string model, string question, string passage)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(OneVector, 400));
        using ProviderSetup models = Configure(server, ("Models:OpenAI:EmbeddingModel", model));
        EmbeddingModel embedding = models.Embedding();

        await Assert.ThrowsAsync<ModelException>(() => embedding.QueryGenerator.GenerateAsync(["x"]));
        await Assert.ThrowsAsync<ModelException>(() => embedding.Generator.GenerateAsync(["x"]));

        Assert.Equal([question, passage], server.Requests.Select(request => InputsOf(request.Body).Single()));
        Assert.Equal(0.5, embedding.VectorShare);
    }

    [Fact]
    public async Task Shorter_vectors_are_asked_for_only_where_the_model_makes_them()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(ScriptedServer.Json(OneVector));
        using ProviderSetup models = Configure(server);
        EmbeddingModel shortened = models.Embedding("openai", "text-embedding-3-small", 3);

        await shortened.Generator.GenerateAsync(["x"]);

        Assert.EndsWith(""","encoding_format":"base64","dimensions":3}""", server.Requests[0].Body);
    }

    [Theory]
    [InlineData("text-embedding-ada-002", 3, "'text-embedding-ada-002' makes vectors of 1536 dimensions.")]
    [InlineData("text-embedding-3-small", 1537, "'text-embedding-3-small' makes vectors of 1 to 1536 dimensions.")]
    [InlineData("in-house", null, "The dimensions of the embedding model 'in-house' are not known")]
    [InlineData("in-house", 16_001, "embedding.dimensions is 16001; it must be 1..16,000.")]
    public void A_choice_that_cannot_work_is_refused_at_once(string model, int? dimensions, string problem)
    {
        using var models = new ProviderSetup(("Models:OpenAI:ApiKey", "sk-secret"));

        Assert.False(models.Embeddings.TryResolve("openai", model, dimensions, out _, out string? said));
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_key_and_address_the_provider_says_what_it_wants()
    {
        using var models = new ProviderSetup();

        Assert.False(models.Embeddings.TryResolve("openai", null, null, out _, out string? problem));
        Assert.Equal(
            "The provider 'openai' is not configured: set Rag:Models:OpenAI:ApiKey (OPENAI_API_KEY), or " +
            "Rag:Models:OpenAI:BaseUrl (OPENAI_BASE_URL) for a server that needs no key.",
            problem);
    }

    [Fact]
    public void A_server_and_a_model_named_together_are_the_default_and_a_key_alone_is_not()
    {
        using var named = new ProviderSetup(
            ("Models:OpenAI:ApiKey", "sk-secret"), ("Models:OpenAI:EmbeddingModel", "text-embedding-3-large"));
        using var keyOnly = new ProviderSetup(("Models:OpenAI:ApiKey", "sk-secret"));
        using var chosen = new ProviderSetup(
            ("Models:OpenAI:ApiKey", "sk-secret"),
            ("Models:OpenAI:EmbeddingModel", "text-embedding-3-large"),
            ("Models:EmbeddingProvider", "lexical"));

        Assert.Equal("openai/text-embedding-3-large/3072", named.Embedding().Id.ToString());
        Assert.Equal("lexical/hashed-ngrams-v1/2048", keyOnly.Embedding().Id.ToString());
        Assert.Equal("lexical/hashed-ngrams-v1/2048", chosen.Embedding().Id.ToString());
    }

    private static ProviderSetup Configure(ScriptedServer server, params (string, string?)[] more) => new(
    [
        ("Models:OpenAI:BaseUrl", $"{server.Url}v1"),
        ("Models:OpenAI:EmbeddingModel", "tiny"),
        ("Models:OpenAI:EmbeddingModels:0:Name", "tiny"),
        ("Models:OpenAI:EmbeddingModels:0:Dimensions", "3"),
        ("Models:OpenAI:RetryDelay", "00:00:00"),
        .. more,
    ]);

    private static IEmbeddingGenerator<string, Embedding<float>> Generator(ProviderSetup models) =>
        models.Embedding().Generator;

    private static async Task<float[]> EmbedOneAsync(ProviderSetup models) =>
        (await Generator(models).GenerateAsync(["x"]))[0].Vector.ToArray();

    private static string[] InputsOf(string body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("input").Deserialize<string[]>()!;

    /// <summary>A vector whose first value is the length of its text.</summary>
    private static Task AnswerByLength(HttpContext context) => context.Response.WriteAsJsonAsync(new
    {
        data = InputsOf((string)context.Items["body"]!).Select((text, index) => new
        {
            index, embedding = new float[] { text.Length, 1, 1 },
        }),
    });

    private static async Task RefuseOver20Characters(HttpContext context)
    {
        int longest = InputsOf((string)context.Items["body"]!).Max(text => text.Length);
        if (longest <= 20)
        {
            await AnswerByLength(context);
            return;
        }

        context.Response.StatusCode = 400;
        await context.Response.WriteAsJsonAsync(new
        {
            error = new { type = "exceed_context_size_error", n_prompt_tokens = longest, n_ctx = 20, message = "no" },
        });
    }
}
