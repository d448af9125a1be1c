using Rag.Pipeline.Suggesting;

namespace Rag.Pipeline.Tests.Suggesting;

public sealed class ResidentHeadingsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly HeadingIndex First = HeadingIndex.Of([]);
    private static readonly HeadingIndex Second = HeadingIndex.Of([]);

    private readonly ManualClock _time = new();
    private readonly Queue<TaskCompletionSource<HeadingIndex>> _reads = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_wait_for_one_first_reading_and_later_ones_are_waited_for_by_nobody()
    {
        TaskCompletionSource<HeadingIndex> first = Prepare(), second = Prepare();
        var resident = new ResidentHeadings(() => _reads.Dequeue().Task, _time);
        Task<HeadingIndex>[] waiting = [resident.GetAsync(Interval, Token), resident.GetAsync(Interval, Token)];
        first.SetResult(First);
        Assert.All(await Task.WhenAll(waiting), found => Assert.Same(First, found));
        Assert.Same(First, await resident.GetAsync(Interval, Token));
        Assert.Single(_reads);

        // Longer than twenty times whatever the first reading took.
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Same(First, await resident.GetAsync(Interval, Token));
        second.SetResult(Second);
        HeadingIndex current = First;
        for (int i = 0; i < 1_000_000 && ReferenceEquals(current, First); i++)
        {
            await Task.Yield();
            current = await resident.GetAsync(Interval, Token);
        }

        Assert.Same(Second, current);
        Assert.Empty(_reads);
    }

    [Fact]
    public async Task A_first_reading_that_fails_is_told_and_tried_again()
    {
        TaskCompletionSource<HeadingIndex> first = Prepare(), second = Prepare();
        var resident = new ResidentHeadings(() => _reads.Dequeue().Task, _time);
        first.SetException(new StoreException("unavailable", "The disk is away.", isTransient: true));
        second.SetResult(Second);

        await Assert.ThrowsAsync<StoreException>(() => resident.GetAsync(Interval, Token));

        Assert.Same(Second, await resident.GetAsync(Interval, Token));
    }

    private TaskCompletionSource<HeadingIndex> Prepare()
    {
        var read = new TaskCompletionSource<HeadingIndex>();
        _reads.Enqueue(read);
        return read;
    }
}
