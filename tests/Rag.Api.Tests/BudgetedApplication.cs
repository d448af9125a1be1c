using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's models that cost money, and little of it to spend.</summary>
public class BudgetedApplication : OpenAIApplication
{
    /// <summary>The models' requests, of which each costs.</summary>
    public int Asked => Models.Requests.All.Count;

    protected virtual string TokensPerDay => "20000";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Models:EmbeddingProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModel", "text-embedding-3-small");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Budgets:TokensPerDay", TokensPerDay);
        builder.UseSetting("Rag:Prompting:MaxAnswerTokens", "500");
        builder.UseSetting("Rag:Prompting:MaxSourceTokens", "1000");
    }
}
