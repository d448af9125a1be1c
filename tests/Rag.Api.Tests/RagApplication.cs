using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Rag.Api.Tests;

[assembly: AssemblyFixture(typeof(RagApplication))]

namespace Rag.Api.Tests;

/// <summary>
/// The real host on a real socket of the loopback interface, with built-in models and a data directory of its own. One
/// for all tests: each uses a collection of its own.
/// </summary>
public class RagApplication : WebApplicationFactory<Program>
{
    private readonly string _directory = Directory.CreateTempSubdirectory("rag-api-").FullName;
    private readonly Lazy<HttpClient> _client;

    public RagApplication()
    {
        UseKestrel(0);
        _client = new Lazy<HttpClient>(() =>
        {
            StartServer();
            return new HttpClient { BaseAddress = ClientOptions.BaseAddress, Timeout = TimeSpan.FromSeconds(100) };
        });
    }

    public string DataDirectory => _directory;

    public HttpClient Client => _client.Value;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Rag:DataDirectory", _directory);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_client.IsValueCreated) _client.Value.Dispose();
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
