using Rag.Pipeline.Lexical;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Rag.ModelProviders.Lexical;
using Rag.Pipeline;

namespace Rag.ModelProviders.Tests.Lexical;

public sealed class LexicalEmbeddingGeneratorTests
{
    [Theory]
    [InlineData("The Panthers defense gave up 308 points.")]
    [InlineData("黑豹队的防守")]
    [InlineData("to be or not to be")]
    [InlineData("?!")]
    [InlineData(" ")]
    [InlineData("")]
    public async Task Every_text_gets_a_vector_of_length_1(string text)
    {
        float[] vector = await Embed(text, 384);

        Assert.Equal(384, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 5);
    }

    // Stored vectors outlive versions: if this fails, the formula has changed and needs a new model name.
    [Fact]
    public async Task The_formula_of_the_model_stays_as_it_is()
    {
        float[] vector = await Embed("cat", 64);

        Assert.Equal(11016466801452036564UL, TermHash.Of("cat"));
        Assert.Equal(
            [(7, 0.3162f), (27, -0.3162f), (38, 0.7746f), (39, -0.3162f), (54, 0.3162f)],
            vector.Select((value, index) => (index, MathF.Round(value, 4))).Where(pair => pair.Item2 != 0));
    }

    [Fact]
    public async Task Inflections_and_compounds_are_nearer_than_other_words()
    {
        float[] word = await Embed("Verteidigung", 2048);

        Assert.InRange(Cosine(word, await Embed("Verteidigungslinie", 2048)), 0.3, 1);
        Assert.InRange(Cosine(word, await Embed("Nahrungsmittel", 2048)), -0.15, 0.15);
    }

    [Fact]
    public async Task A_word_does_not_know_its_synonym() =>
        Assert.True(Math.Abs(Cosine(await Embed("automobile", 2048), await Embed("car", 2048))) < 0.1);

    [Fact]
    public async Task A_text_gets_the_same_vector_alone_and_among_others()
    {
        using var generator = new LexicalEmbeddingGenerator(256);

        GeneratedEmbeddings<Embedding<float>> many = await generator.GenerateAsync(["one", "two two", "three"]);

        Assert.Equal(await Embed("two two", 256), many[1].Vector.ToArray());
    }

    [Fact]
    public async Task A_text_of_many_distinct_words_is_embedded()
    {
        string text = string.Join(' ', Enumerable.Range(0, 50_000).Select(number => $"w{number}"));

        Assert.Equal(1, TensorPrimitives.Norm<float>(await Embed(text, 64)), 4);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(4097)]
    public void Dimensions_beyond_the_range_are_refused(int dimensions)
    {
        var failure = Assert.Throws<ModelException>(() => new LexicalEmbeddingGenerator(dimensions));

        Assert.Equal("invalid_dimensions", failure.Code);
        Assert.False(failure.IsTransient);
    }

    private static async Task<float[]> Embed(string text, int dimensions)
    {
        using var generator = new LexicalEmbeddingGenerator(dimensions);
        return (await generator.GenerateAsync([text]))[0].Vector.ToArray();
    }

    private static float Cosine(float[] left, float[] right) => TensorPrimitives.Dot<float>(left, right);
}
