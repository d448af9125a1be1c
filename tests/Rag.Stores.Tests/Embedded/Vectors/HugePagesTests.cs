using Rag.Stores.Embedded.Vectors;
using Xunit;

namespace Rag.Stores.Tests.Embedded.Vectors;

public sealed class HugePagesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(1_572_864)]
    [InlineData(10_000_000)]
    public void An_array_and_its_neighbours_keep_what_they_hold(int length)
    {
        byte[] before = Filled(length, 1), array = Filled(length, 2), after = Filled(length, 3);

        HugePages.PreferFor(array);

        Assert.False(before.AsSpan().ContainsAnyExcept((byte)1));
        Assert.False(array.AsSpan().ContainsAnyExcept((byte)2));
        Assert.False(after.AsSpan().ContainsAnyExcept((byte)3));
    }

    private static byte[] Filled(int length, byte value)
    {
        var array = new byte[length];
        array.AsSpan().Fill(value);
        return array;
    }
}
