using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>Retrieval alone; as many at a time as a silo can bear.</summary>
[Alias("rag.ISearchGrain")]
public interface ISearchGrain : IGrainWithStringKey
{
    /// <summary>Searches.</summary>
    [Idempotent]
    [Alias("Search")]
    [ReadOnly]
    Task<Outcome<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellationToken);
}
