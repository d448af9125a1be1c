namespace Rag.Grains.Interfaces;

/// <summary>Looks for documents whose work has gone silent and pokes their grains; one for the whole cluster.</summary>
[Alias("rag.IIngestionWatchdogGrain")]
public interface IIngestionWatchdogGrain : IGrainWithStringKey
{
    /// <summary>Keeps the watchdog awake; each silo calls it at start and from time to time.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Ping")]
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Looks at once after all unfinished work, not only at what has been silent for long: a silo has left the cluster.
    /// </summary>
    [Idempotent]
    [Alias("ResumeAll")]
    Task ResumeAllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Remembers a collection whose creation, re-index or deletion is under way, to poke it after a restart.
    /// </summary>
    [Idempotent]
    [Alias("Guard")]
    Task GuardAsync(TenantId tenant, CollectionName collection, CancellationToken cancellationToken);

    /// <summary>Forgets a collection whose work is done. Idempotent.</summary>
    [Idempotent]
    [Alias("Release")]
    Task ReleaseAsync(TenantId tenant, CollectionName collection, CancellationToken cancellationToken);
}
