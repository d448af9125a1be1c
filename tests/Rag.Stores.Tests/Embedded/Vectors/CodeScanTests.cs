using System.Runtime.Intrinsics.X86;
using Rag.Stores.Embedded.Vectors;

namespace Rag.Stores.Tests.Embedded.Vectors;

public sealed class CodeScanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(384)]
    [InlineData(1_000)]
    public void Every_kernel_gives_the_exact_products(int dimensions)
    {
        var random = new Random(dimensions);
        QuantizedVector[] rows = [.. Enumerable.Range(0, 7).Select(row => Vector(random, dimensions, row == 0))];
        QuantizedVector query = Vector(random, dimensions, extreme: true);
        var codes = new CodeQuery(query);
        sbyte[] all = [.. rows.SelectMany(row => row.Codes)];
        int[] sums = [.. rows.Select(row => row.Sum)];
        int[] expected = [.. rows.Select(row => row.Codes.Zip(query.Codes).Sum(pair => pair.First * pair.Second))];

        int[] products = new int[rows.Length];
        CodeScan.Multiply(codes, all, sums, products);
        Assert.Equal(expected, products);
        CodeScan.MultiplyPortable(codes, all, products);
        Assert.Equal(expected, products);
        if (Avx2.IsSupported)
        {
            CodeScan.MultiplyAvx2(codes, all, products);
            Assert.Equal(expected, products);
        }

        if (AvxVnni.IsSupported)
        {
            CodeScan.MultiplyVnni(codes, all, sums, products);
            Assert.Equal(expected, products);
        }
    }

    [Fact]
    public void The_codes_stand_for_the_vector_within_the_error()
    {
        float[] vector = [0.5f, -0.25f, 0.124f, 1e-3f, 0];

        QuantizedVector quantized = QuantizedVector.Of(vector);

        double error = Math.Sqrt(vector
            .Select((value, i) => Math.Pow(value - (quantized.Codes[i] * quantized.Scale), 2)).Sum());
        Assert.Equal(error, quantized.Error, 1e-7);
        Assert.InRange(quantized.Error, 0, 0.005f);
        Assert.Equal([127, -64, 31, 0, 0], quantized.Codes[..5].Select(code => (int)code));
    }

    private static QuantizedVector Vector(Random random, int dimensions, bool extreme) => QuantizedVector.Of(
        [.. Enumerable.Range(0, dimensions).Select(_ => extreme ? -1f : (random.NextSingle() * 2) - 1)]);
}
