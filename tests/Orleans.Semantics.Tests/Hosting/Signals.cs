using System.Collections.Concurrent;

namespace Orleans.Semantics.Tests.Hosting;

/// <summary>Named events between the tests and the grains, which run in the same process in both builds.</summary>
internal static class Signals
{
    /// <summary>How long a test waits for anything before it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<string, TaskCompletionSource<string>> Known = new();

    public static void Raise(string name, string value = "") => Find(name).TrySetResult(value);

    public static Task<string> WaitFor(string name) => Find(name).Task.WaitAsync(Patience);

    public static bool IsRaised(string name) => Find(name).Task.IsCompleted;

    private static TaskCompletionSource<string> Find(string name) => Known.GetOrAdd(
        name, static _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
