using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service over a fake of OpenAI's chat model, which has a moment only to reword a question.</summary>
public sealed class ImpatientApplication : OpenAIApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Wording:Timeout", "00:00:00.1");
    }
}
