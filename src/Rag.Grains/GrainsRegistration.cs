using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Grains.Budgets;
using Rag.Grains.Collections;
using Rag.Grains.Conversations;
using Rag.Grains.Documents;
using Rag.Grains.Queries;
using Rag.Grains.Suggestions;
using Rag.Grains.Tenants;
using Rag.Grains.Usage;

namespace Rag.Grains;

/// <summary>Registers what the grains need beside the ports.</summary>
public static class GrainsRegistration
{
    /// <summary>Adds the grains' options (sections <c>Budgets</c>, <c>Collections</c>, <c>Conversations</c>,
    /// <c>Ingestion</c>, <c>Queries</c>, <c>Tenants</c>, <c>Usage</c>) and the services of a silo.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services, IConfiguration section)
    {
        AddStrictOptions<BudgetOptions>(services, section, "Budgets");
        services.AddSingleton<IValidateOptions<BudgetOptions>, BudgetOptionsValidator>();
        AddOptions<CollectionOptions>(services, section, "Collections");
        AddOptions<ConversationOptions>(services, section, "Conversations");
        AddOptions<IngestionOptions>(services, section, "Ingestion");
        AddOptions<QueryOptions>(services, section, "Queries");
        AddOptions<TenantOptions>(services, section, "Tenants");
        AddStrictOptions<UsageOptions>(services, section, "Usage");
        services.AddSingleton<IValidateOptions<UsageOptions>, UsageOptionsValidator>();
        return services
            .AddSingleton<IIncomingGrainCallFilter, FailuresAsData>()
            .AddSingleton<IValidateOptions<CollectionOptions>, CollectionStoreValidator>()
            .AddSingleton<ChunkingChoiceReader>()
            .AddSingleton<CollectionSettingsReader>()
            .AddSingleton<CollectionEraser>()
            .AddSingleton<CollectionIndexes>()
            .AddSingleton<CollectionReindexContext>()
            .AddSingleton<DocumentListing>()
            .AddSingleton<ReindexRequestReader>()
            .AddSingleton<UploadReader>()
            .AddSingleton<IngestionSlots>()
            .AddSingleton<IngestionJobs>()
            .AddSingleton<IngestionMeter>()
            .AddSingleton<BudgetMeter>()
            .AddSingleton<DocumentEraser>()
            .AddSingleton<DocumentReading>()
            .AddSingleton<DocumentRunContext>()
            .AddSingleton<ExpansionReader>()
            .AddSingleton<SearchRequestReader>()
            .AddSingleton<AnswerRequestReader>()
            .AddSingleton<Suggesting>()
            .AddSingleton<TextEmbedding>()
            .AddSingleton<AnswerRetention>()
            .AddSingleton<QueryMeter>()
            .AddSingleton<ModelPrices>()
            .AddSingleton<UsageRecorder>()
            .AddSingleton<SpendingLimits>()
            .AddHostedService<UsageSender>();
    }

    /// <summary>
    /// Where money is at stake a value that cannot be read, or a name that nobody knows, must not be as if it were not
    /// there: in lists the configuration passes over both.
    /// </summary>
    private static void AddStrictOptions<T>(IServiceCollection services, IConfiguration section, string name)
        where T : class =>
        services.AddOptionsWithValidateOnStart<T>()
            .Bind(section.GetSection(name), static binder => binder.ErrorOnUnknownConfiguration = true);

    private static void AddOptions<T>(IServiceCollection services, IConfiguration section, string name)
        where T : class =>
        services.AddOptionsWithValidateOnStart<T>().Bind(section.GetSection(name)).ValidateDataAnnotations();
}
