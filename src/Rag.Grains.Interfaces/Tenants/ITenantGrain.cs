namespace Rag.Grains.Interfaces;

/// <summary>Knows a tenant's collections.</summary>
[Alias("rag.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Remembers a collection; called before the collection is made. Idempotent.</summary>
    [Idempotent]
    [Alias("AddCollection")]
    Task<Outcome<CollectionNames>> AddCollectionAsync(CollectionName collection, CancellationToken cancellationToken);

    /// <summary>Forgets a collection; called after it is gone. Idempotent.</summary>
    [Idempotent]
    [Alias("RemoveCollection")]
    Task RemoveCollectionAsync(CollectionName collection, CancellationToken cancellationToken);

    /// <summary>The names of the tenant's collections, ascending; <c>default</c> is always among them.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("ListCollections")]
    Task<CollectionNames> ListCollectionsAsync(CancellationToken cancellationToken);
}
