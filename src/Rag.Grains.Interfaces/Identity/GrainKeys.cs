using System.Globalization;

namespace Rag.Grains.Interfaces;

/// <summary>
/// The one place where grain keys are built and read: <c>tenant/collection/document</c>. Tenants, collections and query
/// ids cannot contain <c>/</c>; a document id comes last, as it is, so the encoding is injective.
/// </summary>
public static class GrainKeys
{
    /// <summary>Key of the one watchdog.</summary>
    public const string Watchdog = "ingestion";

    /// <summary>Key of the grain that speaks for the vector stores.</summary>
    public const string VectorStores = "stores";

    private const string MonthFormat = "yyyy-MM";

    /// <summary>The tenant's grain.</summary>
    public static ITenantGrain Tenant(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ITenantGrain>(tenant.Value);

    /// <summary>The collection's grain.</summary>
    public static ICollectionGrain Collection(this IGrainFactory grains, TenantId tenant, CollectionName collection) =>
        grains.GetGrain<ICollectionGrain>($"{tenant.Value}/{collection.Value}");

    /// <summary>The document's grain.</summary>
    public static IDocumentGrain Document(
        this IGrainFactory grains, TenantId tenant, CollectionName collection, DocumentId document) =>
        grains.GetGrain<IDocumentGrain>($"{tenant.Value}/{collection.Value}/{document.Value}");

    /// <summary>The query's grain.</summary>
    public static IQueryGrain Query(this IGrainFactory grains, TenantId tenant, QueryId query) =>
        grains.GetGrain<IQueryGrain>($"{tenant.Value}/{query.Value}");

    /// <summary>The grain that searches for a tenant.</summary>
    public static ISearchGrain Search(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<ISearchGrain>(tenant.Value);

    /// <summary>The grain that knows what was asked of a collection.</summary>
    public static IPastQuestionsGrain PastQuestions(
        this IGrainFactory grains, TenantId tenant, CollectionName collection) =>
        grains.GetGrain<IPastQuestionsGrain>($"{tenant.Value}/{collection.Value}");

    /// <summary>The conversation's grain.</summary>
    public static IConversationGrain Conversation(
        this IGrainFactory grains, TenantId tenant, ConversationId conversation) =>
        grains.GetGrain<IConversationGrain>($"{tenant.Value}/{conversation.Value}");

    /// <summary>The grain that knows a tenant's conversations.</summary>
    public static IConversationsGrain Conversations(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<IConversationsGrain>(tenant.Value);

    /// <summary>The grain through which a blob is written and read.</summary>
    public static IBlobGrain Blob(this IGrainFactory grains, TenantId tenant, string blob) =>
        grains.GetGrain<IBlobGrain>($"{tenant.Value}/{blob}");

    /// <summary>The grain of what a tenant used in a month.</summary>
    /// <param name="grains">Where grains are found.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="month">Any day of the month.</param>
    public static IUsageGrain Usage(this IGrainFactory grains, TenantId tenant, DateOnly month) =>
        grains.GetGrain<IUsageGrain>(
            $"{tenant.Value}/{month.ToString(MonthFormat, CultureInfo.InvariantCulture)}");

    /// <summary>The grain of what a tenant may spend.</summary>
    public static IBudgetGrain Budget(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<IBudgetGrain>(tenant.Value);

    /// <summary>The grain that looks for silent documents.</summary>
    public static IIngestionWatchdogGrain Watch(this IGrainFactory grains) =>
        grains.GetGrain<IIngestionWatchdogGrain>(Watchdog);

    /// <summary>The grain that speaks for the vector stores.</summary>
    public static IStoresGrain Stores(this IGrainFactory grains) => grains.GetGrain<IStoresGrain>(VectorStores);

    /// <summary>Reads the parts of a collection's key.</summary>
    public static (TenantId Tenant, CollectionName Collection) ParseCollection(string key)
    {
        string[] parts = key.Split('/', 2);
        return (TenantId.Parse(parts[0]), CollectionName.Parse(parts[1]));
    }

    /// <summary>Reads the parts of a document's key.</summary>
    public static (TenantId Tenant, CollectionName Collection, DocumentId Document) ParseDocument(string key)
    {
        string[] parts = key.Split('/', 3);
        return (TenantId.Parse(parts[0]), CollectionName.Parse(parts[1]), DocumentId.Parse(parts[2]));
    }

    /// <summary>Reads the parts of a usage grain's key; the month as its first day.</summary>
    public static (TenantId Tenant, DateOnly Month) ParseUsage(string key)
    {
        (TenantId tenant, string month) = ParseOwned(key);
        return (tenant, DateOnly.ParseExact(month, MonthFormat, CultureInfo.InvariantCulture));
    }

    /// <summary>Reads the parts of a query's, blob's or conversation's key.</summary>
    public static (TenantId Tenant, string Name) ParseOwned(string key)
    {
        string[] parts = key.Split('/', 2);
        return (TenantId.Parse(parts[0]), parts[1]);
    }
}
