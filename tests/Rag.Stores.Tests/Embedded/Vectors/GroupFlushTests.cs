using Rag.Stores.Embedded.Vectors;

namespace Rag.Stores.Tests.Embedded.Vectors;

public sealed class GroupFlushTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_come_during_a_flush_share_the_next_one()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        int flushes = 0;
        var flush = new GroupFlush(() =>
        {
            Interlocked.Increment(ref flushes);
            entered.Release();
            gate.Wait(Token);
        });
        Task first = flush.FlushAsync();
        await entered.WaitAsync(Token);

        Task[] later = [.. Enumerable.Range(0, 10).Select(_ => flush.FlushAsync())];
        Assert.All(later, task => Assert.False(task.IsCompleted));
        gate.Set();
        await first;
        await Task.WhenAll(later);

        Assert.Equal(2, flushes);
    }

    [Fact]
    public async Task A_failed_flush_fails_those_who_waited_for_it_and_nobody_else()
    {
        int flushes = 0;
        var flush = new GroupFlush(() =>
        {
            if (Interlocked.Increment(ref flushes) == 1) throw new IOException("fsync");
        });

        await Assert.ThrowsAsync<IOException>(flush.FlushAsync);
        await flush.FlushAsync();

        Assert.Equal(2, flushes);
    }
}
