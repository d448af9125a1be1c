using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Rag.Api.Tests;

/// <summary>
/// The service over a fake of OpenAI's chat model. Readers must take 32 KB a second, so that one who takes nothing is
/// given up in seconds instead of minutes.
/// </summary>
public sealed class StalledApplication : OpenAIApplication
{
    /// <summary>The slowest reader that is borne, in bytes a second.</summary>
    public const int MinBytesPerSecond = 32 << 10;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Rag:Models:ChatProvider", "openai");
        builder.UseSetting("Rag:Models:OpenAI:MaxRetries", "0");
        builder.UseSetting("Rag:Models:OpenAI:MaxConcurrent", "64");
        builder.UseSetting("Rag:Server:MinBytesPerSecond", $"{MinBytesPerSecond}");
        builder.ConfigureServices(static services => services.Configure<SocketTransportOptions>(static sockets =>
            sockets.CreateBoundListenSocket = static endpoint =>
            {
                Socket listening = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                // On the loopback interface the system would take megabytes before anybody is found not to read them.
                listening.SendBufferSize = 64 << 10;
                return listening;
            }));
    }
}
