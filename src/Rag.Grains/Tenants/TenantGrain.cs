using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Tenants;

/// <summary>Knows the names of a tenant's collections; each collection's own grain knows the rest.</summary>
internal sealed class TenantGrain(
    [PersistentState("tenant", GrainStorageNames.Default)] IPersistentState<TenantState> state,
    IOptions<TenantOptions> options) : Grain, ITenantGrain
{
    public async Task<Outcome<CollectionNames>> AddCollectionAsync(
        CollectionName collection, CancellationToken cancellationToken)
    {
        SortedSet<string> names = state.State.Collections;
        if (names.Contains(collection.Value)) return List();
        if (names.Count >= options.Value.MaxCollections)
        {
            return Failures.Quota(
                $"The tenant has {names.Count} collections; the limit is {options.Value.MaxCollections}. "
                + "Delete one first.");
        }

        names.Add(collection.Value);
        await state.WriteStateAsync(CancellationToken.None);
        return List();
    }

    public async Task RemoveCollectionAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        if (state.State.Collections.Remove(collection.Value)) await state.WriteStateAsync(CancellationToken.None);
    }

    public Task<CollectionNames> ListCollectionsAsync(CancellationToken cancellationToken) => Task.FromResult(List());

    private CollectionNames List() => new(
    [
        .. state.State.Collections.Append(CollectionName.Default.Value)
            .Distinct().Order(StringComparer.Ordinal).Select(CollectionName.Parse),
    ]);
}
