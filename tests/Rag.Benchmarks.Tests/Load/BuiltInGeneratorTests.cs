using Rag.Benchmarks.Load;

namespace Rag.Benchmarks.Tests.Load;

public sealed class BuiltInGeneratorTests
{
    [Fact]
    public void Percentiles_are_of_the_sorted_latencies()
    {
        TimeSpan[] latencies = [.. Enumerable.Range(1, 200).Reverse().Select(i => TimeSpan.FromMilliseconds(i))];

        LoadResult result = BuiltInGenerator.Summarize(latencies, TimeSpan.FromSeconds(4), errors: 3);

        Assert.Equal(
            new LoadResult(50, TimeSpan.FromMilliseconds(101), TimeSpan.FromMilliseconds(199), 3), result);
    }
}
