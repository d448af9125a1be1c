using Rag.ModelProviders.External;
using Rag.Pipeline;
using Rag.Pipeline.Models;

namespace Rag.ModelProviders.Tests.External;

public sealed class ExternalEmbeddingProviderTests
{
    private readonly ExternalEmbeddingProvider _provider = new();

    [Fact]
    public void The_callers_model_is_a_label()
    {
        Assert.True(_provider.TryResolve("mine-v2", 384, out EmbeddingModelId? id, out _));
        Assert.Equal("external/mine-v2/384", id.ToString());
        Assert.True(id.IsExternal);

        Assert.True(_provider.TryResolve(null, 16_000, out id, out _));
        Assert.Equal("external/external/16000", id.ToString());
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData(0, "0")]
    [InlineData(16_001, "16001")]
    public void The_dimensions_must_be_given(int? dimensions, string value)
    {
        Assert.False(_provider.TryResolve(null, dimensions, out _, out string? problem));
        Assert.Equal(
            $"embedding.dimensions is {value}; with the provider 'external' it must say how long your vectors are, "
            + "1..16000.",
            problem);
    }

    [Fact]
    public async Task Embedding_a_text_is_refused()
    {
        EmbeddingModel model = _provider.Create(new EmbeddingModelId("external", "external", 3));

        ModelException refusal = await Assert.ThrowsAsync<ModelException>(() => model.Generator.GenerateAsync(
            ["a"], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(("vector_required", false), (refusal.Code, refusal.IsTransient));
    }
}
