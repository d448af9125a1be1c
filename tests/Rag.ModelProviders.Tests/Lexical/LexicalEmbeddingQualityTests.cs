using System.Numerics.Tensors;
using Rag.ModelProviders.Lexical;
using Rag.Pipeline.Tests.Quality;

namespace Rag.ModelProviders.Tests.Lexical;

public sealed class LexicalEmbeddingQualityTests
{
    [Theory]
    [InlineData("xquad-en", 2048, .935)]
    [InlineData("xquad-en", 384, .865)]
    [InlineData("xquad-de", 2048, .884)]
    [InlineData("xquad-hi", 2048, .894)]
    [InlineData("xquad-zh", 2048, .898)]
    [InlineData("claude-docs", 2048, .680)]
    public void Ranking_by_vectors_alone_reaches_its_floor(string name, int dimensions, double floor)
    {
        RetrievalSet set = RetrievalSet.Load(name);
        using var terms = new TermTable();
        float[] Embed(string text)
        {
            float[] vector = new float[dimensions];
            HashedNgrams.Embed(text, terms, vector);
            return vector;
        }
        float[][] passages = [.. set.Passages.Select(passage => Embed(passage.IndexedText))];

        double gain = set.NormalizedGainAt10(question =>
        {
            float[] query = Embed(question.Text);
            return set.Passages.Zip(passages)
                .OrderByDescending(pair => TensorPrimitives.Dot<float>(pair.Second, query))
                .Select(pair => pair.First.Id);
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{name} {dimensions} nDCG@10 {gain:f4}");
        Assert.True(gain >= floor, $"{name}, {dimensions} dimensions: nDCG@10 is {gain:f4}, the floor {floor}");
    }
}
