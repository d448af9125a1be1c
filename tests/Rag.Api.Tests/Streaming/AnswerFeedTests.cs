using Rag.Api.Streaming;
using Rag.Grains.Interfaces;

namespace Rag.Api.Tests.Streaming;

public sealed class AnswerFeedTests
{
    private readonly LoggedQuery _query = new();

    [Fact]
    public async Task Events_come_in_order_and_repetitions_are_dropped()
    {
        await using var feed = new AnswerFeed(_query, 0, new ManualTicks());
        foreach (int number in (int[])[1, 1, 2, 1, 3, 2]) await feed.ReceiveAsync(LoggedQuery.Delta(number), null);

        Assert.Equal([1, 2, 3], Read(feed));
        Assert.False(feed.HasGap);
        Assert.Equal(0, _query.Fetches);
    }

    [Fact]
    public async Task A_gap_is_filled_from_the_log()
    {
        await using var feed = new AnswerFeed(_query, 0, new ManualTicks());
        _query.Log.AddRange(Enumerable.Range(1, 5).Select(LoggedQuery.Delta));
        foreach (int number in (int[])[1, 2, 4, 5]) await feed.ReceiveAsync(LoggedQuery.Delta(number), null);

        Assert.Equal([1, 2], Read(feed));
        Assert.True(feed.HasGap);
        Assert.Null(await feed.CatchUpAsync(default));
        Assert.Equal([3, 4, 5], Read(feed));
        Assert.False(feed.HasGap);
    }

    [Fact]
    public async Task A_reader_that_resumes_gets_nothing_twice()
    {
        await using var feed = new AnswerFeed(_query, 3, new ManualTicks());
        foreach (int number in (int[])[2, 3, 4]) await feed.ReceiveAsync(LoggedQuery.Delta(number), null);

        Assert.Equal([4], Read(feed));
    }

    [Fact]
    public async Task A_slow_reader_loses_nothing_and_holds_a_bounded_number_of_events()
    {
        const int count = 5_000;
        await using var feed = new AnswerFeed(_query, 0, new ManualTicks());
        _query.Log.AddRange(Enumerable.Range(1, count).Select(LoggedQuery.Delta));
        foreach (AnswerEvent delta in _query.Log) await feed.ReceiveAsync(delta, null);

        List<int> seen = Read(feed);
        int held = seen.Count;
        await feed.CatchUpAsync(default);
        seen.AddRange(Read(feed));

        Assert.Equal(256, held);
        Assert.Equal(Enumerable.Range(1, count), seen);
    }

    [Fact]
    public async Task A_closed_feed_gives_what_it_has_and_then_ends()
    {
        await using var feed = new AnswerFeed(_query, 0, new ManualTicks());
        await feed.ReceiveAsync(LoggedQuery.Delta(1), null);
        feed.Close();

        Assert.Equal([1], Read(feed));
        Assert.False(await feed.WaitAsync());
    }

    private static List<int> Read(AnswerFeed feed)
    {
        List<int> numbers = [];
        while (feed.TryRead(out AnswerEvent? next)) numbers.Add(next.Number);
        return numbers;
    }
}
