using Rag.Pipeline;

namespace Rag.ModelProviders.Tests.AzureOpenAI;

public sealed class AzureOpenAITests
{
    private const string Answer =
        "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\n";

    [Theory]
    [InlineData(null, "/openai/v1/chat/completions", "/openai/v1/embeddings")]
    [InlineData(
        "2024-10-21",
        "/openai/deployments/my-chat/chat/completions?api-version=2024-10-21",
        "/openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21")]
    public async Task Deployments_are_reached_at_their_paths_with_the_key_in_its_own_header(
        string? version, string chatPath, string embeddingPath)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            ScriptedServer.Stream("text/event-stream", Answer), ScriptedServer.Json("{}", 400));
        using var models = new ProviderSetup(
            ("Models:ChatProvider", "azure_openai"),
            ("Models:EmbeddingProvider", "azure_openai"),
            ("Models:AzureOpenAI:Endpoint", server.Url.ToString()),
            ("Models:AzureOpenAI:ApiKey", "azure-secret"),
            ("Models:AzureOpenAI:ApiVersion", version),
            ("Models:AzureOpenAI:ChatDeployment", "my-chat"),
            ("Models:AzureOpenAI:EmbeddingDeployment", "text-embedding-3-small"));

        Assert.Equal("Yes.", (await models.AskAsync(options: new() { MaxOutputTokens = 7 })).Text);
        await Assert.ThrowsAsync<ModelException>(() => models.Embedding().Generator.GenerateAsync(["x"]));

        Assert.Equal([chatPath, embeddingPath], server.Requests.Select(request => request.Path));
        Assert.All(server.Requests, request => Assert.Equal("azure-secret", request.Headers["api-key"]));
        Assert.All(server.Requests, request => Assert.DoesNotContain("Authorization", request.Headers.Keys));
        Assert.Contains("\"max_completion_tokens\":7", server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_address_and_a_key_the_provider_says_what_it_wants()
    {
        using var models = new ProviderSetup(("Models:ChatProvider", "azure_openai"));

        Exception failure = Assert.ThrowsAny<Exception>(() => models.Chat);

        Assert.Contains(
            "set Rag:Models:AzureOpenAI:Endpoint and Rag:Models:AzureOpenAI:ApiKey.",
            failure.Message,
            StringComparison.Ordinal);
    }
}
