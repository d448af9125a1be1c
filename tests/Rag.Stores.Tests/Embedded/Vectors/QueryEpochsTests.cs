using Rag.Stores.Embedded.Vectors;

namespace Rag.Stores.Tests.Embedded.Vectors;

public sealed class QueryEpochsTests
{
    private readonly QueryEpochs _epochs = new();

    [Fact]
    public void A_retired_slot_waits_for_the_queries_that_began_before()
    {
        Assert.True(_epochs.TryEnter(out long before));
        _epochs.Retire([7]);
        Assert.True(_epochs.TryEnter(out long after));

        Assert.False(_epochs.TryReclaim(out _));
        _epochs.Exit(before);
        Assert.True(_epochs.TryReclaim(out int slot));
        Assert.Equal(7, slot);
        Assert.False(_epochs.TryReclaim(out _));
        _epochs.Exit(after);
    }

    [Fact]
    public void Slots_come_back_in_the_order_in_which_they_were_retired()
    {
        _epochs.Retire([1]);
        Assert.True(_epochs.TryEnter(out long between));
        _epochs.Retire([2, 3]);

        Assert.True(_epochs.TryReclaim(out int first));
        Assert.Equal(1, first);
        Assert.False(_epochs.TryReclaim(out _));
        _epochs.Exit(between);
        Assert.True(_epochs.TryReclaim(out int second));
        Assert.True(_epochs.TryReclaim(out int third));
        Assert.Equal((2, 3), (second, third));
    }

    [Fact]
    public void It_closes_when_the_last_query_ends_and_lets_no_new_one_begin()
    {
        int closed = 0;
        Assert.True(_epochs.TryEnter(out long epoch));
        Assert.False(_epochs.TryClose(() => closed++));

        _epochs.Close(() => closed++);
        Assert.False(_epochs.TryEnter(out _));
        Assert.Equal(0, closed);
        _epochs.Exit(epoch);

        Assert.Equal(1, closed);
        _epochs.Close(() => closed++);
        Assert.Equal(1, closed);
    }
}
