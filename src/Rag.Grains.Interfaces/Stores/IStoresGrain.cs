using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>Speaks for the vector stores of the silos: the API is only a client of them.</summary>
[Alias("rag.IStoresGrain")]
public interface IStoresGrain : IGrainWithStringKey
{
    /// <summary>The configured stores by name, each asked within the last seconds whether it can be used.</summary>
    [Idempotent]
    [Alias("List")]
    [ReadOnly]
    Task<IReadOnlyList<StoreInfo>> ListAsync(CancellationToken cancellationToken);
}
