using System.Runtime.Intrinsics.X86;
using Rag.Stores.Embedded.Vectors;
using Rag.Stores.Embedded.Vectors.Graph;

namespace Rag.Stores.Tests.Embedded.Vectors.Graph;

public sealed class CodeProductTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(384)]
    [InlineData(1_000)]
    public void Every_kernel_gives_the_exact_product(int dimensions)
    {
        var random = new Random(dimensions);
        for (int round = 0; round < 50; round++)
        {
            sbyte[] left = Codes(random, dimensions), right = Codes(random, dimensions);
            int expected = left.Zip(right).Sum(pair => pair.First * pair.Second);

            Assert.Equal(expected, CodeProduct.Of(left, right));
            Assert.Equal(expected, CodeProduct.OfPortable(left, right));
            if (Avx2.IsSupported) Assert.Equal(expected, CodeProduct.OfAvx2(left, right));
            if (AvxVnni.IsSupported) Assert.Equal(expected, CodeProduct.OfVnni(left, right));
        }
    }

    /// <summary>The extremes often, as sums of them come nearest to an overflow.</summary>
    private static sbyte[] Codes(Random random, int dimensions)
    {
        var codes = new sbyte[QuantizedVector.PaddedLength(dimensions)];
        for (int i = 0; i < dimensions; i++)
            codes[i] = random.Next(3) == 0 ? (sbyte)(random.Next(2) == 0 ? 127 : -127) : (sbyte)random.Next(-127, 128);
        return codes;
    }
}
