using Rag.Benchmarks.Streams;

namespace Rag.Benchmarks.Tests.Streams;

public sealed class StreamSamplesTests
{
    [Fact]
    public void Percentiles_are_of_all_streams_and_a_failed_one_counts_as_that_only()
    {
        var samples = new StreamSamples();
        samples.Add([Record(10, 12, 15), Record(20, 21, 27), new StreamRecord { Fault = "no end after 2 events" }]);

        Assert.Equal(2, samples.Answers);
        Assert.Equal(["no end after 2 events"], samples.Faults);
        Assert.Equal(20, samples.FirstTokenAt(.99), 3);
        // The gaps are 2, 3, 1 and 6.
        Assert.Equal(3, samples.GapAt(.5), 3);
        Assert.Equal(6, samples.GapAt(.99), 3);
        Assert.Equal("| 64 | through | 20.0 | 20.0 | 3.00 | 6.00 | 2 | 1 |", samples.Row(64, "through"));
    }

    /// <summary>A stream whose tokens came so many milliseconds after the request.</summary>
    private static StreamRecord Record(params int[] milliseconds)
    {
        var record = new StreamRecord();
        foreach (int after in milliseconds)
            record.AddToken(0, TimeProvider.System.TimestampFrequency * after / 1000);
        return record;
    }
}
