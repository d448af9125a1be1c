using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// A vector in bytes: <c>value ≈ code · scale</c>, codes -127..127, padded with zeros to whole SIMD registers. A scan
/// over codes reads a quarter of the bytes of the floats and loses nothing: <see cref="Error"/> bounds what it may be
/// wrong by.
/// </summary>
internal sealed class QuantizedVector
{
    /// <summary>Codes of a register; vectors are padded to a multiple.</summary>
    private const int RegisterSize = 64;

    private const float MaxCode = 127;

    private const float SmallestNormal = 1.175494351e-38f;

    private QuantizedVector(sbyte[] codes, float scale, int sum, float error, float norm)
    {
        Codes = codes;
        Scale = scale;
        Sum = sum;
        Error = error;
        Norm = norm;
    }

    /// <summary>The codes, padded.</summary>
    public sbyte[] Codes { get; }

    /// <summary>What a code of 1 stands for.</summary>
    public float Scale { get; }

    /// <summary>Sum of the codes; corrects products with codes that were shifted to be unsigned.</summary>
    public int Sum { get; }

    /// <summary>Length of the difference between the vector and what its codes stand for.</summary>
    public float Error { get; }

    /// <summary>Length of the vector.</summary>
    public float Norm { get; }

    /// <summary>Length of the codes of a vector.</summary>
    public static int PaddedLength(int dimensions) => (dimensions + RegisterSize - 1) / RegisterSize * RegisterSize;

    /// <summary>Quantises a vector of finite values.</summary>
    /// <remarks>Optimised from the first call: a start quantises every vector before the runtime has come to
    /// it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static QuantizedVector Of(ReadOnlySpan<float> vector)
    {
        var codes = new sbyte[PaddedLength(vector.Length)];
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        // A vector of denormals has a scale of 0: all its codes are 0 and its error is its length.
        float scale = largest / MaxCode, factor = scale >= SmallestNormal ? 1 / scale : 0;
        int sum = 0;
        double error = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            float code = MathF.Round(vector[i] * factor);
            codes[i] = (sbyte)code;
            sum += (int)code;
            float difference = vector[i] - (code * scale);
            error += difference * (double)difference;
        }

        return new QuantizedVector(codes, scale, sum, (float)Math.Sqrt(error), TensorPrimitives.Norm(vector));
    }
}
