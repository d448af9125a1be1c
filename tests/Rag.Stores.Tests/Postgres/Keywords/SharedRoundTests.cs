using Rag.Stores.Postgres.Keywords;

namespace Rag.Stores.Tests.Postgres.Keywords;

public sealed class SharedRoundTests
{
    [Fact]
    public async Task Who_joins_during_a_round_gets_the_next_one_and_all_of_them_the_same()
    {
        var rounds = new List<TaskCompletionSource<int>>();
        var begun = new SemaphoreSlim(0);
        var shared = new SharedRound<int>(() =>
        {
            var round = new TaskCompletionSource<int>();
            rounds.Add(round);
            begun.Release();
            return round.Task;
        });

        Task<int> first = shared.JoinAsync();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Task<int>[] others = [.. Enumerable.Range(0, 10).Select(_ => shared.JoinAsync())];
        Assert.Single(rounds);
        rounds[0].SetResult(1);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Task<int> late = shared.JoinAsync();
        rounds[1].SetResult(2);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        rounds[2].SetResult(3);

        Assert.Equal(1, await first);
        Assert.All(await Task.WhenAll(others), result => Assert.Equal(2, result));
        Assert.Equal(3, await late);
        Assert.Equal(3, rounds.Count);
    }

    [Fact]
    public async Task A_round_that_fails_fails_for_its_own_and_for_nobody_after()
    {
        int round = 0;
        var shared = new SharedRound<int>(() =>
            ++round == 1 ? throw new InvalidOperationException("once") : Task.FromResult(round));

        await Assert.ThrowsAsync<InvalidOperationException>(shared.JoinAsync);

        Assert.Equal(2, await shared.JoinAsync());
    }

    [Fact]
    public async Task Every_caller_sees_what_was_done_before_its_call()
    {
        int done = 0;
        var shared = new SharedRound<int>(async () =>
        {
            int seen = Volatile.Read(ref done);
            await Task.Yield();
            return seen;
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                int mine = Interlocked.Increment(ref done);
                Assert.True(await shared.JoinAsync() >= mine);
            }
        })));
    }
}
