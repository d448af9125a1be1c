using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service with a Qdrant server, and a Weaviate server that is not there.</summary>
public sealed class StoresApplication(Uri qdrant) : RagApplication
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Qdrant:Url", qdrant.AbsoluteUri);
        builder.UseSetting("Rag:Qdrant:ApiKey", "admin-key");
        // Port 9 discards; nothing listens there.
        builder.UseSetting("Rag:Weaviate:Url", "http://127.0.0.1:9");
        builder.UseSetting("Rag:Weaviate:MaxRetryPause", "00:00:00.010");
    }
}
