namespace Rag.ModelProviders.Tests.Servers;

public sealed class RealOllamaTests : ModelServerConformance
{
    private protected override Task<ModelServer> StartAsync() => Task.FromResult(
        ModelServer.Real("ollama", "Models:Ollama"));
}
