namespace Rag.Grains.Interfaces;

/// <summary>Looks for documents whose work has gone silent and pokes their grains; one for the whole cluster.</summary>
[Alias("rag.IIngestionWatchdogGrain")]
public interface IIngestionWatchdogGrain : IGrainWithStringKey
{
    /// <summary>Keeps the watchdog awake; each silo calls it at start and from time to time.</summary>
    [Alias("Ping")]
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Remembers a collection whose creation or deletion is under way, to poke it after a restart. Idempotent.
    /// </summary>
    [Alias("Guard")]
    Task GuardAsync(TenantId tenant, CollectionName collection, CancellationToken cancellationToken);

    /// <summary>Forgets a collection whose work is done. Idempotent.</summary>
    [Alias("Release")]
    Task ReleaseAsync(TenantId tenant, CollectionName collection, CancellationToken cancellationToken);
}
