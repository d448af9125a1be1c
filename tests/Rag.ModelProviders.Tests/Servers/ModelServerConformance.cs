using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.Servers;

/// <summary>What every server and the provider that speaks to it do together.</summary>
public abstract class ModelServerConformance
{
    [Fact]
    public async Task A_question_is_answered_in_a_stream_with_its_end_and_its_cost()
    {
        await using ModelServer server = await StartAsync();
        server.RequireChat();

        ChatResponse answer = await server.Setup.AskAsync("How are you?", new ChatOptions { MaxOutputTokens = 6 });

        Assert.NotEmpty(answer.Text);
        Assert.Contains(
            answer.FinishReason, new ChatFinishReason?[] { ChatFinishReason.Stop, ChatFinishReason.Length });
        Assert.InRange(answer.Usage!.InputTokenCount!.Value, 1, 1_000);
        Assert.InRange(answer.Usage.OutputTokenCount!.Value, 1, 6);
    }

    [Fact]
    public async Task A_text_has_the_same_vector_alone_and_among_others()
    {
        await using ModelServer server = await StartAsync();
        IEmbeddingGenerator<string, Embedding<float>> generator = server.Embedding().Generator;
        string[] texts = [.. Enumerable.Range(0, 130).Select(i => $"passage number {i} about {i % 7} things")];

        GeneratedEmbeddings<Embedding<float>> together = await generator.GenerateAsync(texts);
        Embedding<float> alone = (await generator.GenerateAsync([texts[77]]))[0];

        Assert.Equal(130, together.Count);
        Assert.InRange(Cosine(together[77], alone), 0.999f, 1.001f);
        Assert.InRange(together.Usage!.InputTokenCount!.Value, 130, 100_000);
    }

    [Fact]
    public async Task Texts_that_say_the_same_are_nearer_than_others()
    {
        await using ModelServer server = await StartAsync();

        GeneratedEmbeddings<Embedding<float>> made = await server.Embedding().Generator.GenerateAsync(
            ["the cat sat on the mat", "a cat sat on a mat", "prime numbers have no divisors"]);

        Assert.True(Cosine(made[0], made[1]) > Cosine(made[0], made[2]) + 0.1f);
    }

    [Fact]
    public async Task One_text_over_the_limit_is_cut_and_the_others_are_not()
    {
        await using ModelServer server = await StartAsync();
        string tooLong = string.Concat(Enumerable.Repeat("a long story ", 4_000));

        GeneratedEmbeddings<Embedding<float>> made = await server.Embedding().Generator.GenerateAsync(
            ["short", tooLong, "also short"]);

        Assert.Null(made[0].AdditionalProperties);
        Assert.InRange((int)made[1].AdditionalProperties![EmbeddingNotes.KeptCharacters]!, 100, tooLong.Length - 1);
        Assert.Null(made[2].AdditionalProperties);
    }

    private protected abstract Task<ModelServer> StartAsync();

    private static float Cosine(Embedding<float> left, Embedding<float> right) =>
        TensorPrimitives.CosineSimilarity(left.Vector.Span, right.Vector.Span);
}
