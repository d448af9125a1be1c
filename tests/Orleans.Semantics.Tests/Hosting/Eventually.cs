namespace Orleans.Semantics.Tests.Hosting;

/// <summary>Waits for what has no event, by asking again.</summary>
internal static class Eventually
{
    public static async Task<T> Succeeds<T>(Func<Task<T>> attempt, Func<T, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Signals.Patience);
        while (true)
        {
            T value = await attempt();
            if (isWanted(value))
                return value;

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
