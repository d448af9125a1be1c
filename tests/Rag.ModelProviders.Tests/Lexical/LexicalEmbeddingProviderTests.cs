using Rag.ModelProviders.Lexical;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.Lexical;

public sealed class LexicalEmbeddingProviderTests
{
    private readonly LexicalEmbeddingProvider _provider = new();

    [Fact]
    public void An_open_choice_is_completed_with_the_defaults()
    {
        Assert.True(_provider.TryResolve(null, null, out EmbeddingModelId? id, out _));

        Assert.Equal("lexical/hashed-ngrams-v1/2048", id.ToString());
        Assert.Equal(0.2, _provider.Create(id).VectorShare);
    }

    [Fact]
    public void A_collection_may_choose_fewer_dimensions()
    {
        Assert.True(_provider.TryResolve("hashed-ngrams-v1", 384, out EmbeddingModelId? id, out _));

        Assert.Equal(384, id.Dimensions);
    }

    [Theory]
    [InlineData("bert", null, "The provider 'lexical' has no model 'bert', only 'hashed-ngrams-v1'.")]
    [InlineData(null, 63, "embedding.dimensions is 63; 'hashed-ngrams-v1' makes vectors of 64 to 4096 dimensions.")]
    public void A_wrong_choice_is_told_what_is_allowed(string? model, int? dimensions, string expected)
    {
        Assert.False(_provider.TryResolve(model, dimensions, out _, out string? problem));

        Assert.Equal(expected, problem);
    }
}
