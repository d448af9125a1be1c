using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rag.Grains;
using Rag.Hosting.Configuration;
using Rag.Hosting.Orleans;
using Rag.ModelProviders;
using Rag.Pipeline;
using Rag.Stores.Embedded;
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

    /// <summary>
    /// Adds one whole service in this process: configuration (also from <c>.env</c>), stores, models, pipeline, grains
    /// and the silo that runs them.
    /// </summary>
    public static IHostApplicationBuilder AddRag(this IHostApplicationBuilder builder)
    {
        builder.Configuration.AddDotEnv().AddSourceDocumentNames();
        IConfigurationSection section = builder.Configuration.GetSection(SectionName);
        builder.AddStructuredLogs();
        builder.Services.AddOptionsWithValidateOnStart<RagOptions>().Bind(section).ValidateDataAnnotations();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddPipeline(section)
            .AddModelProviders(section)
            .AddEmbeddedStores(section.GetSection("Embedded"))
            .AddQdrantStore(section.GetSection("Qdrant"))
            .AddWeaviateStore(section.GetSection("Weaviate"))
            .AddGrains(section);
        builder.Services.PostConfigure<EmbeddedOptions>(options =>
            options.Directory = section[nameof(RagOptions.DataDirectory)] ?? options.Directory);
        builder.AddSilo();
        return builder;
    }

    /// <summary>One JSON object a line on standard output, unless <c>Rag:LogFormat</c> is <c>text</c>.</summary>
    private static void AddStructuredLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Configuration[$"{SectionName}:{nameof(RagOptions.LogFormat)}"] == RagOptions.TextLogs)
        {
            builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
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
