using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// The inner product of two rows of codes, exact in integers. A walk meets its rows one by one and in no order, so
/// unlike <see cref="CodeScan"/> it wants no second column (the sums): the sign of the one side moves to the other.
/// </summary>
internal static class CodeProduct
{
    /// <summary>The product of two rows of the same padded length; codes are -127..127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        if (AvxVnni.IsSupported) return OfVnni(left, right);
        return Avx2.IsSupported ? OfAvx2(left, right) : OfPortable(left, right);
    }

    internal static int OfVnni(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        ref sbyte a = ref MemoryMarshal.GetReference(left);
        ref sbyte b = ref MemoryMarshal.GetReference(right);
        Vector256<int> even = default, odd = default;
        for (nuint i = 0; i < (nuint)left.Length; i += 64)
        {
            Vector256<sbyte> a0 = Vector256.LoadUnsafe(ref a, i), a1 = Vector256.LoadUnsafe(ref a, i + 32);
            even = AvxVnni.MultiplyWideningAndAdd(
                even, Avx2.Abs(a0), Avx2.Sign(Vector256.LoadUnsafe(ref b, i), a0));
            odd = AvxVnni.MultiplyWideningAndAdd(
                odd, Avx2.Abs(a1), Avx2.Sign(Vector256.LoadUnsafe(ref b, i + 32), a1));
        }

        return Vector256.Sum(even + odd);
    }

    internal static int OfAvx2(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        ref sbyte a = ref MemoryMarshal.GetReference(left);
        ref sbyte b = ref MemoryMarshal.GetReference(right);
        Vector256<int> even = default, odd = default;
        for (nuint i = 0; i < (nuint)left.Length; i += 32)
        {
            even += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref a, i)),
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref b, i)));
            odd += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref a, i + 16)),
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref b, i + 16)));
        }

        return Vector256.Sum(even + odd);
    }

    internal static int OfPortable(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        Vector<int> sum = default;
        for (int i = 0; i < left.Length; i += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(left[i..]), out Vector<short> leftLow, out Vector<short> leftHigh);
            Vector.Widen(new Vector<sbyte>(right[i..]), out Vector<short> rightLow, out Vector<short> rightHigh);
            // Two products of at most 127² fit a short.
            Vector.Widen((leftLow * rightLow) + (leftHigh * rightHigh), out Vector<int> low, out Vector<int> high);
            sum += low + high;
        }

        return Vector.Sum(sum);
    }
}
