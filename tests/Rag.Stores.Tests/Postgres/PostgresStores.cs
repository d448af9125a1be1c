using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rag.Pipeline;
using Rag.Stores.Postgres;
using Rag.Stores.Postgres.Keywords;
using Rag.Stores.Postgres.Schema;
using Rag.Stores.Tests.Postgres.Keywords;

namespace Rag.Stores.Tests.Postgres;

/// <summary>The PostgreSQL stores as a host gets them, on a database of the test's own.</summary>
internal sealed class PostgresStores : IDisposable
{
    private readonly ServiceProvider _services;

    public PostgresStores(string? connectionString = null, params (string Key, string Value)[] settings)
    {
        ConnectionString = connectionString ?? SharedPostgres.Server.CreateDatabase();
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Rag:Postgres:ConnectionString", ConnectionString)])
            .AddInMemoryCollection(settings.Select(
                pair => KeyValuePair.Create($"Rag:Postgres:{pair.Key}", (string?)pair.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Warnings))
            .AddMetrics()
            .AddSingleton<TimeProvider>(Clock)
            .AddPostgresStores(configuration.GetSection("Rag:Postgres"))
            .AddPostgresVectorStore(configuration.GetSection("Rag:Postgres"))
            .BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public RecordedWarnings Warnings { get; } = new();

    public PostgresSchema Schema => _services.GetRequiredService<PostgresSchema>();

    public IChunkStore Chunks => _services.GetRequiredService<IChunkStore>();

    /// <summary>The same, once the copies of the keyword indexes are made.</summary>
    public IChunkStore SettledChunks => new SettledChunkStore(Chunks, Replicas);

    public KeywordReplicas Replicas => _services.GetRequiredService<KeywordReplicas>();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public MovedClock Clock { get; } = new();

    public IVectorStore Vectors => _services.GetRequiredService<IVectorStore>();

    public IEmbeddingCache Embeddings => _services.GetRequiredService<IEmbeddingCache>();

    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();

    public IDocumentCatalog Catalog => _services.GetRequiredService<IDocumentCatalog>();

    /// <summary>Stores on a new database that has the tables.</summary>
    public static PostgresStores Create(params (string Key, string Value)[] settings) =>
        new(SharedPostgres.CreateDatabase(), settings);

    /// <summary>One value out of the database, past the stores.</summary>
    public object? Ask(string sql, params object[] values)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command.ExecuteScalar();
    }

    public void Dispose() => _services.Dispose();
}
