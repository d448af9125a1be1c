using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Rag.Pipeline;
using Rag.Stores.Postgres.Blobs;
using Rag.Stores.Postgres.Catalog;
using Rag.Stores.Postgres.Chunks;
using Rag.Stores.Postgres.Embeddings;
using Rag.Stores.Postgres.Keywords;
using Rag.Stores.Postgres.Schema;
using Rag.Stores.Postgres.Vectors;

namespace Rag.Stores.Postgres;

/// <summary>Everything on PostgreSQL. The methods can be combined; they share one pool and one check of the
/// tables.</summary>
public static class PostgresRegistration
{
    /// <summary>
    /// Adds the tables alone: before any other service of the host starts, they are made or checked
    /// (<see cref="PostgresOptions.Migrate"/>), those that Orleans' ADO.NET providers read among them. A host that
    /// cannot have them does not start: <see cref="StoreException"/> says why. Whether the database answers is
    /// a health check named <c>database</c>.
    /// </summary>
    /// <param name="services">The host's services; logging must be among them.</param>
    /// <param name="section">The configuration of <see cref="PostgresOptions"/>.</param>
    public static IServiceCollection AddPostgresTables(this IServiceCollection services, IConfigurationSection section)
    {
        if (services.Any(service => service.ServiceType == typeof(PostgresDatabase))) return services;
        services.AddOptionsWithValidateOnStart<PostgresOptions, PostgresOptionsValidator>().Bind(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<PostgresSchema>();
        services.AddHostedService<PostgresStartup>();
        services.AddHealthChecks().AddCheck<PostgresAnswers>("database");
        return services;
    }

    /// <summary>
    /// Adds the chunk store, the embedding cache, the blob store and the document catalog on PostgreSQL, for hosts that
    /// share everything. The embedded stores must not be added beside them. Metrics must be among the services.
    /// </summary>
    /// <inheritdoc cref="AddPostgresTables"/>
    public static IServiceCollection AddPostgresStores(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddPostgresTables(section);
        services.AddSingleton<ReplicaMemory>().AddSingleton<ReplicaMeter>().AddSingleton<KeywordReplicas>();
        services.AddSingleton<PostgresChunkStore>();
        services.AddSingleton<IChunkStore>(provider => provider.GetRequiredService<PostgresChunkStore>());
        services.AddSingleton<IEmbeddingCache, PostgresEmbeddingCache>();
        services.AddSingleton<IBlobStore, PostgresBlobStore>();
        services.AddSingleton<IDocumentCatalog, PostgresDocumentCatalog>();
        services.AddHostedService<PostgresUpkeep>();
        return services;
    }

    /// <summary>
    /// Adds the vector store <c>postgres</c>, beside whatever other stores the host has. Where the database has no
    /// pgvector the host starts all the same, with a warning, and every use of the store says why it cannot be used.
    /// </summary>
    /// <inheritdoc cref="AddPostgresTables"/>
    public static IServiceCollection AddPostgresVectorStore(
        this IServiceCollection services, IConfigurationSection section)
    {
        services.AddPostgresTables(section);
        services.AddSingleton<PgvectorExtension>();
        services.AddSingleton<PostgresVectorStore>();
        services.AddSingleton<IVectorStore>(provider => provider.GetRequiredService<PostgresVectorStore>());
        services.AddHostedService<PgvectorStartup>();
        return services;
    }

    /// <summary>Prepares the tables before any other service of the host, the silo for instance, reads them.</summary>
    private sealed class PostgresStartup(PostgresSchema schema) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => schema.EnsureAsync(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
