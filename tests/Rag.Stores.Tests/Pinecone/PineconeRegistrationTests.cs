using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Pinecone;

namespace Rag.Stores.Tests.Pinecone;

public sealed class PineconeRegistrationTests
{
    [Fact]
    public void Without_a_key_there_is_no_such_store()
    {
        using ServiceProvider services = Services(("Cloud", "gcp"));

        Assert.Null(services.GetService<IVectorStore>());
    }

    [Fact]
    public void With_a_key_it_is_there_under_its_name()
    {
        using ServiceProvider services = Services(("ApiKey", "k"));

        Assert.Equal("pinecone", services.GetRequiredService<IVectorStore>().Name);
    }

    [Theory]
    [InlineData("Cloud", "moon")]
    [InlineData("Prefix", "-rag")]
    [InlineData("Prefix", "a-prefix-that-is-too-long")]
    [InlineData("MaxBatchVectors", "1001")]
    public void Settings_out_of_their_range_are_refused(string name, string value)
    {
        using ServiceProvider services = Services(("ApiKey", "k"), (name, value));

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptions<PineconeOptions>>().Value);

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddLogging()
            .AddPineconeStore(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value))
                .Build())
            .BuildServiceProvider();
}
