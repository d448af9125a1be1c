using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rag.Pipeline;
using Rag.Stores.Embedded;
using Rag.Stores.Embedded.GrainStates;
using Rag.Stores.Embedded.Sqlite;

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

    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();

    public IDocumentCatalog Catalog => _services.GetRequiredService<IDocumentCatalog>();

    public SqliteGrainStateTable GrainStates => _services.GetRequiredService<SqliteGrainStateTable>();

    public void Dispose()
    {
        _services.Dispose();
        if (_ownsDirectory) System.IO.Directory.Delete(Directory, recursive: true);
    }
}
