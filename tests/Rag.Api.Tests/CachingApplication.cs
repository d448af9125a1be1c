using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's models, keeping what they say.</summary>
public sealed class CachingApplication : OpenAIApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:AnswerCache:MaxBytes", "1000000");
    }
}
