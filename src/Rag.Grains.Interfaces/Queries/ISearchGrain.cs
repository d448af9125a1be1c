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

    /// <summary>Embeds texts with a collection's model; counts as one search of it.</summary>
    [Idempotent]
    [Alias("Embed")]
    [ReadOnly]
    Task<Outcome<EmbeddingResult>> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken);

    /// <summary>Suggests what may be meant by what was typed so far.</summary>
    [Alias("Suggest")]
    [ReadOnly]
    Task<Outcome<SuggestResult>> SuggestAsync(SuggestRequest request, CancellationToken cancellationToken);
}
