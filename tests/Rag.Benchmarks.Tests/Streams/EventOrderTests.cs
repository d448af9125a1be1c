using Rag.Benchmarks.Streams;

namespace Rag.Benchmarks.Tests.Streams;

public sealed class EventOrderTests
{
    [Fact]
    public void A_stream_in_order_has_no_fault()
    {
        Assert.Null(FaultOf((StreamSign.Sources, "1"), (StreamSign.Token, "2"), (StreamSign.Done, "3")));
    }

    [Fact]
    public void What_is_out_of_order_is_told()
    {
        Assert.Equal("event 2 has the number '3'", FaultOf((StreamSign.Sources, "1"), (StreamSign.Token, "3")));
        Assert.Equal("event 1 is Token", FaultOf((StreamSign.Token, "1")));
        Assert.Equal("event 2 is Sources", FaultOf((StreamSign.Sources, "1"), (StreamSign.Sources, "2")));
        Assert.Equal("no end after 1 events", FaultOf((StreamSign.Sources, "1")));
        Assert.Equal("the answer failed", FaultOf((StreamSign.Sources, "1"), (StreamSign.Error, "2")));
        Assert.Equal(
            "event 3 came after the end",
            FaultOf((StreamSign.Sources, "1"), (StreamSign.Done, "2"), (StreamSign.Token, "3")));
    }

    [Fact]
    public void A_model_numbers_nothing_but_ends_all_the_same()
    {
        var order = new EventOrder(isNumbered: false);
        order.Add(StreamSign.Other, null);
        order.Add(StreamSign.Token, null);
        order.Close();

        Assert.Equal("no end after 2 events", order.Fault);
    }

    private static string? FaultOf(params (StreamSign Sign, string Id)[] events)
    {
        var order = new EventOrder(isNumbered: true);
        foreach ((StreamSign sign, string id) in events) order.Add(sign, id);
        order.Close();
        return order.Fault;
    }
}
