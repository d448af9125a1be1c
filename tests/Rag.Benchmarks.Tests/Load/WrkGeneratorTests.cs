using Rag.Benchmarks.Load;

namespace Rag.Benchmarks.Tests.Load;

public sealed class WrkGeneratorTests
{
    [Fact]
    public void Only_successful_answers_count_as_throughput()
    {
        const string Output = "Running 2s test\nRESULT 3000 2000000 512.0 4096.5 1000\n";

        LoadResult? result = WrkGenerator.Parse(Output);

        Assert.Equal(
            new LoadResult(1000, TimeSpan.FromMicroseconds(512), TimeSpan.FromMicroseconds(4096.5), 1000), result);
    }

    [Fact]
    public void Output_without_a_result_is_none() => Assert.Null(WrkGenerator.Parse("unable to connect"));
}
