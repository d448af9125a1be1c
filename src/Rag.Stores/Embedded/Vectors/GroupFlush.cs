namespace Rag.Stores.Embedded.Vectors;

/// <summary>Lets all who wait while a flush is under way share the next one.</summary>
internal sealed class GroupFlush(Action flush)
{
    private readonly Lock _gate = new();
    private Task _current = Task.CompletedTask;
    private Task? _next;

    /// <summary>Ends after a flush that began after this call.</summary>
    public Task FlushAsync()
    {
        lock (_gate) return _next ??= RunAsync(_current);
    }

    private async Task RunAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            _current = _next!;
            _next = null;
        }

        flush();
    }
}
