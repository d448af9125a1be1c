using System.Threading.Channels;
using Orleans.Runtime;
using Orleans.Semantics.Tests.Hosting;
using Orleans.Streams;

namespace Orleans.Semantics.Tests.Streams;

public sealed class StreamTests(SiloFixture silo)
{
    private readonly string _key = SiloFixture.NewKey();

    private IListenerGrain Grain => silo.Client.GetGrain<IListenerGrain>(_key);

    private IAsyncStream<int> Stream => silo.Client.GetStreamProvider(SiloHost.Streams)
        .GetStream<int>(StreamId.Create(ListenerGrain.StreamNamespace, _key));

    [Fact]
    public async Task A_client_receives_what_a_grain_publishes_in_order()
    {
        var received = Channel.CreateUnbounded<int>();
        StreamSubscriptionHandle<int> subscription =
            await Stream.SubscribeAsync((number, _) => received.Writer.WriteAsync(number).AsTask());

        await Grain.Publish(_key, 20);

        Assert.Equal(Enumerable.Range(1, 20), await TakeAsync(received, 20));
        await subscription.UnsubscribeAsync();
    }

    [Fact]
    public async Task A_grain_receives_what_a_client_publishes_in_turns_of_its_own()
    {
        await Grain.Listen(_key);

        for (int number = 1; number <= 20; number++)
            await Stream.OnNextAsync(number);

        int[] received = await Eventually.Succeeds(Grain.GetReceived, static numbers => numbers.Length == 20);
        Assert.Equal(Enumerable.Range(1, 20), received);
    }

    [Fact]
    public async Task Every_subscriber_receives_every_item()
    {
        var first = Channel.CreateUnbounded<int>();
        var second = Channel.CreateUnbounded<int>();
        await Stream.SubscribeAsync((number, _) => first.Writer.WriteAsync(number).AsTask());
        await Stream.SubscribeAsync((number, _) => second.Writer.WriteAsync(number).AsTask());

        await Grain.Publish(_key, 5);

        Assert.Equal([1, 2, 3, 4, 5], await TakeAsync(first, 5));
        Assert.Equal([1, 2, 3, 4, 5], await TakeAsync(second, 5));
    }

    [Fact]
    public async Task Streams_are_kept_apart_by_key()
    {
        var received = Channel.CreateUnbounded<int>();
        await Stream.SubscribeAsync((number, _) => received.Writer.WriteAsync(number).AsTask());

        await Grain.Publish($"{_key} another", 3);
        await Stream.OnNextAsync(99);

        Assert.Equal([99], await TakeAsync(received, 1));
    }

    [Fact]
    public async Task Nothing_is_received_after_unsubscribing()
    {
        var left = Channel.CreateUnbounded<int>();
        var stays = Channel.CreateUnbounded<int>();
        StreamSubscriptionHandle<int> subscription =
            await Stream.SubscribeAsync((number, _) => left.Writer.WriteAsync(number).AsTask());
        await Stream.SubscribeAsync((number, _) => stays.Writer.WriteAsync(number).AsTask());
        await Stream.OnNextAsync(1);
        await TakeAsync(left, 1);

        await subscription.UnsubscribeAsync();
        await Stream.OnNextAsync(2);

        Assert.Equal([1, 2], await TakeAsync(stays, 2));
        Assert.False(left.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_grains_subscription_outlives_its_activation_and_is_resumed_by_the_next_one()
    {
        await Grain.Listen(_key);
        await Stream.OnNextAsync(1);
        await Eventually.Succeeds(Grain.GetReceived, static numbers => numbers.Length == 1);
        await Grain.Leave();
        await Grain.GetReceived();

        await Stream.OnNextAsync(2);

        Assert.Equal((int[])[2], await Eventually.Succeeds(Grain.GetReceived, static numbers => numbers.Length > 0));
    }

    [Fact]
    public async Task Memory_streams_carry_items_only_so_the_producer_publishes_its_end_as_an_item()
    {
        await Assert.ThrowsAsync<NotImplementedException>(() => Stream.OnCompletedAsync());
        await Assert.ThrowsAsync<NotImplementedException>(() => Stream.OnErrorAsync(new IOException("broken")));
    }

    [Fact]
    public void An_unknown_stream_provider_is_named_in_the_failure()
    {
        var failure = Assert.Throws<KeyNotFoundException>(() => silo.Client.GetStreamProvider("nowhere"));

        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<List<int>> TakeAsync(Channel<int> channel, int count)
    {
        var numbers = new List<int>();
        while (numbers.Count < count)
            numbers.Add(await channel.Reader.ReadAsync().AsTask().WaitAsync(Signals.Patience));
        return numbers;
    }
}
