namespace Rag.Grains.Interfaces;

/// <summary>Looks for documents whose work has gone silent and pokes their grains; one for the whole cluster.</summary>
[Alias("rag.IIngestionWatchdogGrain")]
public interface IIngestionWatchdogGrain : IGrainWithStringKey
{
    /// <summary>Keeps the watchdog awake; each silo calls it at start and from time to time.</summary>
    [Alias("Ping")]
    Task PingAsync(CancellationToken cancellationToken);
}
