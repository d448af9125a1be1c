using Rag.Stores.Slots;

namespace Rag.Stores.Tests.Slots;

public sealed class NthLargestTests
{
    [Fact]
    public void It_is_what_sorting_would_put_there()
    {
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++)
        {
            int count = random.Next(1, 300), different = random.Next(1, 40);
            float[] values =
            [
                .. Enumerable.Range(0, count)
                    .Select(_ => round % 2 == 0 ? random.NextSingle() - 0.5f : random.Next(different)),
            ];
            float[] sorted = [.. values.OrderDescending()];
            int n = random.Next(1, count + 1);

            Assert.Equal(sorted[n - 1], NthLargest.Of(values, n));
            Assert.Equal(sorted, values.OrderDescending());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(9_999)]
    public void Values_in_order_and_values_that_are_all_equal_are_no_trouble(int n)
    {
        float[] ascending = [.. Enumerable.Range(0, 10_000).Select(value => (float)value)];
        float[] zigzag = [.. Enumerable.Range(0, 10_000).Select(value => value % 2 == 0 ? value : 9_999f - value)];
        float[] equal = [.. Enumerable.Repeat(3f, 10_000)];

        Assert.Equal(10_000 - n, NthLargest.Of([.. ascending], n));
        Assert.Equal(10_000 - n, NthLargest.Of([.. ascending.Reverse()], n));
        Assert.Equal(zigzag.OrderDescending().ElementAt(n - 1), NthLargest.Of([.. zigzag], n));
        Assert.Equal(3, NthLargest.Of(equal, n));
    }
}
