using Microsoft.Extensions.Logging;

namespace Rag.Grains.Documents;

/// <summary>
/// The runs of one document: at most one is current, earlier ones may still be stopping. While one is at work the
/// document says so to the catalog and stays in memory. Used on the grain's scheduler only.
/// </summary>
/// <param name="record">The document.</param>
/// <param name="context">What runs need.</param>
/// <param name="grains">The other grains.</param>
/// <param name="startHeartbeat">Begins to touch the catalog; disposing the result ends it.</param>
/// <param name="readAgain">Called when a run found that the state in memory is stale.</param>
internal sealed class DocumentRuns(
    DocumentRecord record,
    DocumentRunContext context,
    IGrainFactory grains,
    Func<IDisposable> startHeartbeat,
    Action readAgain)
{
    private IDisposable? _heartbeat;

    /// <summary>The run that is waiting for a place or at work; <see langword="null"/> for none.</summary>
    public DocumentRun? Current { get; private set; }

    /// <summary>Whether a run is waiting for a place or at work.</summary>
    public bool IsRunning => Current is not null;

    /// <summary>Ends when all runs that were stopped have.</summary>
    public Task Stopped { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to work on the accepted version.</summary>
    public void Start()
    {
        _heartbeat ??= startHeartbeat();
        var run = new DocumentRun(record, context, grains, TaskScheduler.Current);
        Current = run;
        run.Start();
        _ = ObserveAsync(run);
    }

    /// <summary>Asks the current run to stop; <see cref="Stopped"/> says when it has.</summary>
    /// <returns>The run's name; <see langword="null"/> if none was at work.</returns>
    public Guid? Stop()
    {
        if (Current is not { } run) return null;
        run.Stop();
        Stopped = Task.WhenAll(Stopped, run.Completion);
        Current = null;
        return run.ExecutionId;
    }

    /// <summary>
    /// Stops the current run before its grain leaves the memory. The state says that work remains: the next activation,
    /// here or elsewhere, goes on.
    /// </summary>
    public async Task ParkAsync(ILogger logger, CancellationToken cancellationToken)
    {
        Guid? cutOff = Stop();
        await Stopped.WaitAsync(cancellationToken);
        if (cutOff is { } run) await record.TryParkAsync(run, logger);
    }

    private async Task ObserveAsync(DocumentRun run)
    {
        await run.Completion;
        run.Dispose();
        if (run.FoundStaleState) readAgain();
        if (Current == run) Current = null;
        else if (Current is not null) return;
        if (run.Restarts && Current is null && record.State.ExecutionId == run.ExecutionId)
        {
            Start();
            return;
        }

        _heartbeat?.Dispose();
        _heartbeat = null;
    }
}
