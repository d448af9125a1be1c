namespace Rag.ModelProviders.Tests.Servers;

public sealed class FakeOllamaTests : ModelServerConformance
{
    private protected override Task<ModelServer> StartAsync() => ModelServer.FakeAsync(
        "ollama", url => [("Models:Ollama:BaseUrl", url.ToString())]);
}
