namespace Rag.Grains.Tests;

/// <summary>
/// Waits for what happens in the background; generous, so that only a real failure runs into the limit.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task IsAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition()) await Task.Delay(20, limit.Token);
    }
}
