namespace Rag.ModelProviders.Tests.Embedding;

/// <summary>Which vectors are kept, and under what.</summary>
public sealed class EmbeddingCacheKeyTests
{
    [Theory]
    [InlineData("openai", "text-embedding-3-small", 256, "openai/text-embedding-3-small/256")]
    [InlineData("ollama", "multilingual-e5-small", null, "ollama/multilingual-e5-small/384 passage: ")]
    [InlineData("lexical", null, 512, null)]
    [InlineData("external", "mine", 3, null)]
    public void Vectors_of_model_servers_are_kept_by_model_and_prefix_and_no_others(
        string provider, string? model, int? dimensions, string? key)
    {
        using var models = new ProviderSetup(("Models:OpenAI:ApiKey", "sk-secret"));

        Assert.Equal(key, models.Embedding(provider, model, dimensions).CacheKey);
    }

    [Fact]
    public void A_prefix_that_is_configured_anew_is_another_key()
    {
        using var models = new ProviderSetup(
            ("Models:OpenAI:ApiKey", "sk-secret"),
            ("Models:OpenAI:EmbeddingModels:0:Name", "in-house"),
            ("Models:OpenAI:EmbeddingModels:0:Dimensions", "3"),
            ("Models:OpenAI:EmbeddingModels:0:PassagePrefix", "doc: "));

        Assert.Equal("openai/in-house/3 doc: ", models.Embedding("openai", "in-house").CacheKey);
    }
}
