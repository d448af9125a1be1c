using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rag.Pipeline;
using Rag.Stores.Embedded;
using Rag.Stores.Embedded.GrainStates;
using Rag.Stores.Embedded.Keywords;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Embedded.Vectors;
using Rag.Stores.Embedded.Vectors.Graph;

namespace Rag.Stores.Tests.Embedded;

/// <summary>The embedded stores as the host gets them, on a directory of the test's own.</summary>
internal sealed class EmbeddedStores : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsDirectory;

    public EmbeddedStores(string? directory = null, params (string Key, string Value)[] settings)
    {
        _ownsDirectory = directory is null;
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("rag-stores-").FullName;
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value))
            .AddInMemoryCollection([new("Directory", Directory)])
            .Build();
        _services = new ServiceCollection().AddLogging().AddEmbeddedStores(configuration).BuildServiceProvider();
        try
        {
            _ = Database; // As the host does at start.
        }
        catch
        {
            _services.Dispose();
            throw;
        }
    }

    public string Directory { get; }

    public EmbeddedDatabase Database => _services.GetRequiredService<EmbeddedDatabase>();

    public StoreHealth Health => _services.GetRequiredService<StoreHealth>();

    public IChunkStore Chunks => _services.GetRequiredService<IChunkStore>();

    public IVectorStore Vectors => _services.GetRequiredService<IVectorStore>();

    public IEmbeddingCache Embeddings => _services.GetRequiredService<IEmbeddingCache>();

    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();

    public IDocumentCatalog Catalog => _services.GetRequiredService<IDocumentCatalog>();

    public SqliteGrainStateTable GrainStates => _services.GetRequiredService<SqliteGrainStateTable>();

    /// <summary>Sizes in memory of the keyword and of the vector indexes.</summary>
    public (long Keywords, long Vectors) SizeBytes => (
        _services.GetRequiredService<KeywordIndexes>().SizeBytes,
        _services.GetRequiredService<VectorIndexes>().SizeBytes);

    /// <summary>Starts what the host starts, and waits until what goes on beside it has ended.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
            if (service is BackgroundService { ExecuteTask: { } running }) await running;
        }
    }

    /// <summary>The graph of an index when all there was to do for it has been done.</summary>
    public async Task<VectorGraph?> GraphAsync(IndexId index)
    {
        using VectorLease lease =
            await _services.GetRequiredService<VectorIndexes>().UseAsync(index, CancellationToken.None);
        await lease.Index.Graph.WaitUntilIdleAsync();
        return lease.Index.Graph.Graph;
    }

    public void Dispose()
    {
        _services.Dispose();
        if (_ownsDirectory) System.IO.Directory.Delete(Directory, recursive: true);
    }
}
