using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Grains.Interfaces;
using Rag.Hosting;

namespace Rag.Grains.Tests;

/// <summary>A whole service in this process with a data directory of its own, without HTTP.</summary>
public sealed class RagHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IHost _host;

    private RagHost(string directory, IHost host)
    {
        Directory = directory;
        _host = host;
    }

    public string Directory { get; }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public static async Task<RagHost> StartAsync(
        Action<IServiceCollection>? configure = null, Dictionary<string, string?>? settings = null)
    {
        string path = System.IO.Directory.CreateTempSubdirectory("rag-grains-").FullName;
        try
        {
            return new RagHost(path, await StartHostAsync(path, configure, settings));
        }
        catch
        {
            System.IO.Directory.Delete(path, recursive: true);
            throw;
        }
    }

    /// <summary>Stops the service and starts it again over the same data.</summary>
    public async Task RestartAsync(
        Action<IServiceCollection>? configure = null, Dictionary<string, string?>? settings = null)
    {
        await StopAsync();
        _host = await StartHostAsync(Directory, configure, settings);
    }

    public async Task<CollectionName> CreateCollectionAsync(CollectionRequest? request = null)
    {
        CollectionName name = CollectionName.Parse("c" + Guid.NewGuid().ToString("n"));
        Outcome<CollectionCreated> created = await Grains.Collection(TenantId.Default, name)
            .CreateAsync(request ?? new CollectionRequest(), default);
        Assert.Null(created.Failure);
        return name;
    }

    public async Task<DocumentUpload> UploadAsync(string text, string contentType = "text/plain")
    {
        string blob = Guid.NewGuid().ToString("n");
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        IBlobGrain grain = Grains.Blob(TenantId.Default, blob);
        if (bytes.Length == 0)
            return new DocumentUpload { Blob = blob, Bytes = 0, Sha256 = "", ContentType = contentType };
        Assert.Null((await grain.WriteAsync(0, new BlobBlock(bytes), default)).Failure);
        Outcome<BlobWritten> written = await grain.CompleteAsync(default);
        Assert.Null(written.Failure);
        return new DocumentUpload
        {
            Blob = blob, Bytes = bytes.Length, Sha256 = written.Value!.Sha256!, ContentType = contentType,
        };
    }

    public async Task<DocumentInfo> IngestAsync(CollectionName collection, string id, string text)
    {
        IDocumentGrain document = Document(collection, id);
        Outcome<DocumentAccepted> accepted = await document.SubmitAsync(await UploadAsync(text), default);
        Assert.Null(accepted.Failure);
        return await WaitAsync(collection, id);
    }

    public async Task<DocumentInfo> WaitAsync(CollectionName collection, string id)
    {
        Outcome<DocumentInfo> ended = await Document(collection, id).WaitAsync(Patience, default);
        Assert.Null(ended.Failure);
        return ended.Value!;
    }

    public IDocumentGrain Document(CollectionName collection, string id) =>
        Grains.Document(TenantId.Default, collection, DocumentId.Parse(id));

    public async Task<IReadOnlyList<Hit>> SearchAsync(CollectionName collection, string query)
    {
        Outcome<SearchResult> found = await Grains.Search(TenantId.Default)
            .SearchAsync(new SearchRequest { Collections = [collection], Query = query }, default);
        Assert.Null(found.Failure);
        return found.Value!.Results;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task StopAsync()
    {
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static async Task DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }

    private static async Task<IHost> StartHostAsync(
        string directory, Action<IServiceCollection>? configure, Dictionary<string, string?>? settings)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Rag:DataDirectory"] = directory,
            ["Logging:LogLevel:Default"] = "Warning",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddRag();
        configure?.Invoke(builder.Services);
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }
}
