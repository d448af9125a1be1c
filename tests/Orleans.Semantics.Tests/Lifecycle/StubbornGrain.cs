using System.Collections.Concurrent;

namespace Orleans.Semantics.Tests.Lifecycle;

/// <summary>Fails its first activation and counts the attempts.</summary>
internal sealed class StubbornGrain : Grain, IStubbornGrain
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        int attempt = Attempts.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, count) => count + 1);
        return attempt == 1 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
    }

    public Task<int> Ping() => Task.FromResult(Attempts[this.GetPrimaryKeyString()]);
}
