using System.Diagnostics.Metrics;
using Rag.Grains.Interfaces;

namespace Rag.Hosting.Telemetry;

/// <summary>
/// The gauge of active indexes. A gauge is read synchronously, so it shows what was counted before a page is made.
/// </summary>
internal sealed class ActiveCollections
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IGrainFactory _grains;
    private int _count;

    /// <summary>Creates the instrument.</summary>
    public ActiveCollections(IGrainFactory grains, IMeterFactory meters)
    {
        _grains = grains;
        meters.Create("Rag.Hosting").CreateObservableGauge(
            "rag.collections",
            () => Volatile.Read(ref _count),
            "{collection}",
            "Collections (indexes) that are active.");
    }

    /// <summary>Counts; keeps the former number if the grains do not answer.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            CollectionNames names = await _grains.Tenant(TenantId.Default).ListCollectionsAsync(cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            Volatile.Write(ref _count, names.Names.Count);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            // A page without a fresh count is better than no page: it is most needed when something is wrong.
        }
    }
}
