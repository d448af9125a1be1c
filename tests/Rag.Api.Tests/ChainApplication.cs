using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>
/// The service over a chain of chat models whose last is the built-in answerer, and over an embedding model that wants
/// prefixes as E5 does.
/// </summary>
public sealed class ChainApplication : OpenAIApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:Chat:0", "openai/gpt-4o-mini");
        builder.UseSetting("Rag:Models:Chat:1", "extractive");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Models:EmbeddingProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModel", "text-embedding-3-small");
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModels:0:Name", "text-embedding-3-small");
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModels:0:QueryPrefix", "query: ");
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModels:0:PassagePrefix", "passage: ");
    }
}
