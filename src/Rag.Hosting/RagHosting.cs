using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Rag.Grains;
using Rag.Grains.Collections;
using Rag.Hosting.Cluster;
using Rag.Hosting.Configuration;
using Rag.Hosting.Health;
using Rag.Hosting.Logging;
using Rag.Hosting.Orleans;
using Rag.ModelProviders;
using Rag.Pipeline;
using Rag.Stores.Embedded;
using Rag.Stores.None;
using Rag.Stores.Pinecone;
using Rag.Stores.Postgres;
using Rag.Stores.Qdrant;
using Rag.Stores.Weaviate;

namespace Rag.Hosting;

/// <summary>The composition of the service; both hosts use it.</summary>
public static class RagHosting
{
    /// <summary>
    /// Name of the configuration section; <c>Rag__DataDirectory</c> in the environment is <c>Rag:DataDirectory</c>.
    /// </summary>
    public const string SectionName = "Rag";

    /// <summary>The vector store of new collections in a cluster, where nothing is configured.</summary>
    private const string SharedStore = "postgres";

    /// <summary>
    /// Reads <c>.env</c> and the names of other systems into the configuration; before anything is decided by it.
    /// </summary>
    public static void AddRagConfiguration(this IHostApplicationBuilder builder) =>
        builder.Configuration.AddDotEnv().AddSourceDocumentNames();

    /// <summary>
    /// Adds one whole service in this process: configuration (also from <c>.env</c>), stores, models, pipeline, grains
    /// and the silo that runs them.
    /// </summary>
    public static IHostApplicationBuilder AddRag(this IHostApplicationBuilder builder)
    {
        builder.AddRagConfiguration();
        builder.AddSingle();
        return builder;
    }

    /// <summary>
    /// Adds what the API needs: the whole service in a single process, a client of the cluster otherwise. The
    /// configuration is complete and has passed <see cref="StartRefusal"/>.
    /// </summary>
    /// <returns>The mode.</returns>
    public static string AddRagApi(this IHostApplicationBuilder builder)
    {
        string mode = StartRefusal.ModeOf(builder.Configuration.GetSection(SectionName));
        if (mode == HostMode.Single) builder.AddSingle();
        else builder.AddClient();
        return mode;
    }

    /// <summary>
    /// Adds a silo of a cluster. The configuration is complete and has passed <see cref="StartRefusal"/>.
    /// </summary>
    public static void AddRagSilo(this IHostApplicationBuilder builder)
    {
        IConfigurationSection section = builder.AddFoundation();
        builder.AddWorker(section);
        builder.AddDatabase(section);
        IConfigurationSection postgres = section.GetSection("Postgres");
        builder.Services.AddPostgresStores(postgres).AddPostgresVectorStore(postgres).AddNoVectors();
        // The default of a single process is on this machine's disk, which the other silos do not see.
        if (section["Collections:Store"] is null)
            builder.Services.PostConfigure<CollectionOptions>(static options => options.Store = SharedStore);
        builder.AddClusterSilo(Cluster(section), ConnectionString(section));
    }

    private static void AddSingle(this IHostApplicationBuilder builder)
    {
        IConfigurationSection section = builder.AddFoundation();
        builder.AddWorker(section);
        builder.Services.AddEmbeddedStores(section.GetSection("Embedded")).AddNoVectors();
        if (!string.IsNullOrWhiteSpace(ConnectionString(section)))
            builder.Services.AddPostgresVectorStore(section.GetSection("Postgres"));
        builder.Services.PostConfigure<EmbeddedOptions>(options =>
            options.Directory = section[nameof(RagOptions.DataDirectory)] ?? options.Directory);
        builder.AddSilo();
    }

    private static void AddClient(this IHostApplicationBuilder builder)
    {
        IConfigurationSection section = builder.AddFoundation();
        builder.AddDatabase(section);
        builder.AddClusterClient(Cluster(section), ConnectionString(section));
    }

    private static IConfigurationSection AddFoundation(this IHostApplicationBuilder builder)
    {
        IConfigurationSection section = builder.Configuration.GetSection(SectionName);
        builder.AddStructuredLogs();
        builder.Services.AddOptionsWithValidateOnStart<RagOptions>().Bind(section).ValidateDataAnnotations();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddReadiness();
        return section;
    }

    /// <summary>What works on documents and questions.</summary>
    private static void AddWorker(this IHostApplicationBuilder builder, IConfigurationSection section) =>
        builder.Services
            .AddPipeline(section)
            .AddModelProviders(section)
            .AddPineconeStore(section.GetSection("Pinecone"))
            .AddQdrantStore(section.GetSection("Qdrant"))
            .AddWeaviateStore(section.GetSection("Weaviate"))
            .AddGrains(section);

    /// <summary>What both hosts of a cluster stand on.</summary>
    private static void AddDatabase(this IHostApplicationBuilder builder, IConfigurationSection section)
    {
        builder.Services.AddOptionsWithValidateOnStart<ClusterHostOptions>()
            .Bind(section.GetSection(ClusterHostOptions.Section)).ValidateDataAnnotations();
        builder.Services.AddPostgresTables(section.GetSection("Postgres"));
        builder.Services.AddDraining();
    }

    private static ClusterHostOptions Cluster(IConfigurationSection section) =>
        section.GetSection(ClusterHostOptions.Section).Get<ClusterHostOptions>() ?? new ClusterHostOptions();

    private static string ConnectionString(IConfigurationSection section) => section["Postgres:ConnectionString"] ?? "";

    /// <summary>
    /// One JSON object a line on standard output, in ASCII, or with <c>Rag:LogFormat</c> <c>text</c> one line of text.
    /// </summary>
    private static void AddStructuredLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        // It tells of every statement; ours are told of by what they are for.
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        if (builder.Configuration[$"{SectionName}:{nameof(RagOptions.LogFormat)}"] == RagOptions.TextLogs)
        {
            builder.Logging.AddConsole(options => options.FormatterName = OneLineFormatter.FormatterName)
                .AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
        }
        else
        {
            builder.Logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
    }
}
