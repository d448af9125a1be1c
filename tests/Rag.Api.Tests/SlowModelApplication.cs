using Microsoft.AspNetCore.Hosting;

namespace Rag.Api.Tests;

/// <summary>The service with a model that says 40 words, one every 50 ms: time to leave, cancel and resume.</summary>
public sealed class SlowModelApplication : RagApplication
{
    public const int Words = 40;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "stub");
        builder.UseSetting("Rag:Models:Stub:Tokens", "40");
        builder.UseSetting("Rag:Models:Stub:TokenDelay", "00:00:00.050");
    }
}
