namespace Rag.ModelProviders.Tests.Servers;

public sealed class RealOpenAITests : ModelServerConformance
{
    private protected override Task<ModelServer> StartAsync() => Task.FromResult(
        ModelServer.Real("openai", "Models:OpenAI"));
}
