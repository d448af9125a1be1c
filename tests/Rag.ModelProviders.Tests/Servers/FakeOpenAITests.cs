namespace Rag.ModelProviders.Tests.Servers;

public sealed class FakeOpenAITests : ModelServerConformance
{
    private protected override Task<ModelServer> StartAsync() => ModelServer.FakeAsync(
        "openai",
        url => [("Models:OpenAI:BaseUrl", $"{url}v1"), ("Models:OpenAI:ApiKey", "fake-key")]);
}
