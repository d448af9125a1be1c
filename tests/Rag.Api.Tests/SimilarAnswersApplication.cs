using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>
/// The service over a fake of OpenAI's models, saying again what they say to questions that are alike.
/// </summary>
public sealed class SimilarAnswersApplication : OpenAIApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Models:EmbeddingProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:EmbeddingModel", "text-embedding-3-small");
        builder.UseSetting("Rag:AnswerCache:MaxBytes", "1000000");
        builder.UseSetting("Rag:AnswerCache:MinSimilarity", "0.6");
    }
}
