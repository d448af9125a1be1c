using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Embedded.Blobs;
using Rag.Stores.Embedded.Catalog;
using Rag.Stores.Embedded.Chunks;
using Rag.Stores.Embedded.Embeddings;
using Rag.Stores.Embedded.GrainStates;
using Rag.Stores.Embedded.Keywords;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Embedded.Vectors;

namespace Rag.Stores.Embedded;

/// <summary>The embedded stores: everything in one directory of this machine, no service needed.</summary>
public static class EmbeddedRegistration
{
    /// <summary>
    /// Adds the chunk, vector and blob stores, the embedding cache, the document catalog and the table of grain states.
    /// The directory is opened and locked when the host starts, and released when its services are disposed of.
    /// </summary>
    /// <param name="services">The host's services; logging must be among them.</param>
    /// <param name="section">The configuration of <see cref="EmbeddedOptions"/>; an empty one gives the
    /// defaults.</param>
    public static IServiceCollection AddEmbeddedStores(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<EmbeddedOptions, EmbeddedOptionsValidator>().Bind(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreHealth>();
        services.AddSingleton(provider =>
            DataDirectory.Open(provider.GetRequiredService<IOptions<EmbeddedOptions>>().Value.Directory));
        services.AddSingleton<EmbeddedDatabase>();
        services.AddSingleton<IDocumentCatalog, EmbeddedDocumentCatalog>();
        services.AddSingleton<KeywordIndexes>();
        services.AddSingleton<EmbeddedChunkStore>();
        services.AddSingleton<IChunkStore>(provider => provider.GetRequiredService<EmbeddedChunkStore>());
        services.AddSingleton<IEmbeddingCache, EmbeddedEmbeddingCache>();
        services.AddSingleton<VectorIndexes>();
        services.AddSingleton<EmbeddedVectorStore>();
        services.AddSingleton<IVectorStore>(provider => provider.GetRequiredService<EmbeddedVectorStore>());
        services.AddSingleton<IBlobStore, EmbeddedBlobStore>();
        services.AddSingleton(provider => new SqliteGrainStateTable(provider.GetRequiredService<EmbeddedDatabase>()));
        services.AddHostedService<EmbeddedStartup>();
        services.AddHostedService<EmbeddedWarmup>();
        return services;
    }

    /// <summary>Opens the directory at start: a host that cannot use it must not become ready.</summary>
    private sealed class EmbeddedStartup(EmbeddedChunkStore chunks, EmbeddedVectorStore vectors) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await chunks.FinishDropsAsync(cancellationToken);
            await vectors.FinishDropsAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
