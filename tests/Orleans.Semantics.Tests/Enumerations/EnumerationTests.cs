using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;

namespace Orleans.Semantics.Tests.Enumerations;

public sealed class EnumerationTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private ISeriesGrain Grain => silo.Client.GetGrain<ISeriesGrain>(_key);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task All_items_arrive_in_order_whatever_the_batch_size(int batchSize)
    {
        var numbers = new List<int>();

        await foreach (int number in Grain.Count(250).WithBatchSize(batchSize))
            numbers.Add(number);

        Assert.Equal(Enumerable.Range(1, 250), numbers);
    }

    [Fact]
    public async Task An_enumeration_without_items_just_ends()
    {
        await foreach (int number in Grain.Count(0))
            Assert.Fail($"{number} was not expected.");
    }

    [Fact]
    public async Task An_item_does_not_wait_until_a_batch_is_full()
    {
        var numbers = new List<int>();

        await foreach (int number in Grain.CountWithGates(5, _key))
        {
            numbers.Add(number);
            Signals.Raise($"{_key} {number}");
        }

        Assert.Equal([1, 2, 3, 4, 5], numbers);
    }

    [Fact]
    public async Task Calls_interleave_with_an_enumeration_that_waits_for_its_next_item()
    {
        await using IAsyncEnumerator<int> numbers = Grain.CountWithGates(2, _key).GetAsyncEnumerator();
        Assert.True(await numbers.MoveNextAsync());
        ValueTask<bool> next = numbers.MoveNextAsync();

        Assert.Equal("pong", await Grain.Ping());

        Signals.Raise($"{_key} 1");
        Signals.Raise($"{_key} 2");
        Assert.True(await next);
        Assert.False(await numbers.MoveNextAsync());
    }

    [Fact]
    public async Task A_failure_reaches_the_consumer_after_the_items_before_it()
    {
        var numbers = new List<int>();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (int number in Grain.FailAfter(3, "after three").WithBatchSize(1))
                numbers.Add(number);
        });

        Assert.Equal("after three", failure.Message);
        Assert.Equal([1, 2, 3], numbers);
    }

    [Fact]
    public async Task Leaving_the_loop_ends_the_grains_enumerator()
    {
        await foreach (int number in Grain.CountForever($"{_key} ended"))
        {
            if (number == 3)
                break;
        }

        await Signals.WaitFor($"{_key} ended");
    }

    [Fact]
    public async Task Cancelling_reaches_the_grains_enumerator_and_ends_the_loop()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int number in Grain.CountForever($"{_key} ended", cancellation.Token))
            {
                if (number == 3)
                    await cancellation.CancelAsync();
            }
        });

        Assert.Equal("cancelled", await Signals.WaitFor($"{_key} ended"));
    }

    [Fact]
    public async Task Cancelling_the_enumerator_is_as_good_as_cancelling_the_call()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int number in Grain.CountForever($"{_key} ended").WithCancellation(cancellation.Token))
            {
                if (number == 3)
                    await cancellation.CancelAsync();
            }
        });

        Assert.Equal("cancelled", await Signals.WaitFor($"{_key} ended"));
    }

    [Fact]
    public async Task A_deactivation_breaks_an_enumeration_and_it_can_only_be_started_again()
    {
        await using IAsyncEnumerator<int> numbers = Grain.CountForever($"{_key} ended").WithBatchSize(1)
            .GetAsyncEnumerator();
        Assert.True(await numbers.MoveNextAsync());
        await Grain.Leave();
        await Signals.WaitFor($"{_key} ended");

        await Assert.ThrowsAsync<EnumerationAbortedException>(async () =>
        {
            while (await numbers.MoveNextAsync())
            {
            }
        });
    }
}
