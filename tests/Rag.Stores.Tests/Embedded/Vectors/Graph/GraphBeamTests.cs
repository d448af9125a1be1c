using Rag.Stores.Embedded.Vectors.Graph;

namespace Rag.Stores.Tests.Embedded.Vectors.Graph;

public sealed class GraphBeamTests
{
    [Fact]
    public void The_nearest_stay_in_order_and_the_farthest_gives_way()
    {
        var beam = new GraphBeam();
        beam.Begin(3);

        Assert.Equal(0, beam.Add(7, 2));
        Assert.Equal(0, beam.Add(8, 1));
        Assert.Equal(2, beam.Add(9, 3));
        Assert.False(beam.Admits(3));
        Assert.True(beam.Admits(2.5f));
        Assert.Equal(1, beam.Add(5, 1.5f));

        Assert.Equal([8, 5, 7], Enumerable.Range(0, beam.Count).Select(beam.SlotAt));
        Assert.Equal([1, 1.5f, 2], Enumerable.Range(0, beam.Count).Select(beam.DistanceAt));
    }

    [Fact]
    public void The_next_place_is_the_nearest_that_has_no_mark()
    {
        var beam = new GraphBeam();
        beam.Begin(4);
        for (int slot = 0; slot < 4; slot++) beam.Add(slot, slot);

        beam.Mark(0);
        beam.Mark(2);

        Assert.Equal(1, beam.NextFrom(0));
        Assert.Equal(3, beam.NextFrom(2));
        beam.Mark(3);
        Assert.Equal(4, beam.NextFrom(2));
    }

    [Fact]
    public void A_beam_that_grows_keeps_what_it_holds()
    {
        var beam = new GraphBeam();
        beam.Begin(1);
        beam.Add(4, 0.5f);
        beam.Grow(2);
        beam.Add(6, 0.25f);

        Assert.Equal([6, 4], Enumerable.Range(0, beam.Count).Select(beam.SlotAt));
    }
}
