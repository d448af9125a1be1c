using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's models: one has a price, the other, of vectors, as well.</summary>
public sealed class PricedApplication : OpenAIApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModel", "text-embedding-3-small");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Usage:Prices:0:Model", "openai/gpt-4o-mini");
        builder.UseSetting("Rag:Usage:Prices:0:Input", "1000");
        builder.UseSetting("Rag:Usage:Prices:0:Output", "2000");
        builder.UseSetting("Rag:Usage:Prices:1:Model", "openai/text-embedding-3-small");
        builder.UseSetting("Rag:Usage:Prices:1:Input", "100");
    }
}
