namespace Rag.Stores.Postgres.Keywords;

/// <summary>
/// Does something for all who ask meanwhile: one round at a time, and who joins gets the result of a round that began
/// after that. So what a round has seen is as new as if everybody had looked for themselves.
/// </summary>
/// <param name="run">A round. Runs on the thread pool: whoever asked first may be a grain, which would have the others
/// wait for its turn.</param>
internal sealed class SharedRound<T>(Func<Task<T>> run)
{
    private readonly Lock _gate = new();
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>The result of a round that has not begun yet.</summary>
    public Task<T> JoinAsync()
    {
        lock (_gate)
        {
            if (_next is not null) return _next;
            if (_running is { IsCompleted: false } running) return _next = Task.Run(() => FollowAsync(running));
            return _running = Task.Run(run);
        }
    }

    private async Task<T> FollowAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate) (_running, _next) = (_next, null);
        return await run();
    }
}
