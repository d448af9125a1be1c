using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Inner products of one vector of codes with many, exact in integers. Three kernels that give the same numbers: VNNI
/// (four byte products a lane and instruction), AVX2, and portable SIMD.
/// </summary>
internal static class CodeScan
{
    /// <summary>Added to a code to make it unsigned, as VNNI wants one side.</summary>
    private const int Shift = 128;

    /// <summary>The products of a query with consecutive rows of codes.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="sums">Sum of the codes of each row.</param>
    /// <param name="products">Receives a product a row.</param>
    public static void Multiply(
        CodeQuery query, ReadOnlySpan<sbyte> rows, ReadOnlySpan<int> sums, Span<int> products)
    {
        if (AvxVnni.IsSupported) MultiplyVnni(query, rows, sums, products);
        else if (Avx2.IsSupported) MultiplyAvx2(query, rows, products);
        else MultiplyPortable(query, rows, products);
    }

    internal static void MultiplyVnni(
        CodeQuery query, ReadOnlySpan<sbyte> rows, ReadOnlySpan<int> sums, Span<int> products)
    {
        ref byte left = ref MemoryMarshal.GetArrayDataReference(query.Shifted);
        ref sbyte right = ref MemoryMarshal.GetReference(rows);
        nuint length = (nuint)query.Shifted.Length;
        int row = 0;
        // Four rows at a time: their sums do not wait for each other, and the query is read once for them.
        for (; row + 4 <= products.Length; row += 4, right = ref Unsafe.Add(ref right, 4 * length))
        {
            Vector256<int> a = default, b = default, c = default, d = default;
            for (nuint i = 0; i < length; i += 32)
            {
                Vector256<byte> shifted = Vector256.LoadUnsafe(ref left, i);
                a = AvxVnni.MultiplyWideningAndAdd(a, shifted, Vector256.LoadUnsafe(ref right, i));
                b = AvxVnni.MultiplyWideningAndAdd(b, shifted, Vector256.LoadUnsafe(ref right, length + i));
                c = AvxVnni.MultiplyWideningAndAdd(c, shifted, Vector256.LoadUnsafe(ref right, (2 * length) + i));
                d = AvxVnni.MultiplyWideningAndAdd(d, shifted, Vector256.LoadUnsafe(ref right, (3 * length) + i));
            }

            Vector256<int> pairs = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
            Vector128<int> shiftedProducts = pairs.GetLower() + pairs.GetUpper();
            (shiftedProducts - (Vector128.Create(sums.Slice(row, 4)) << 7)).CopyTo(products[row..]);
        }

        for (; row < products.Length; row++, right = ref Unsafe.Add(ref right, length))
        {
            Vector256<int> a = default;
            for (nuint i = 0; i < length; i += 32)
            {
                a = AvxVnni.MultiplyWideningAndAdd(
                    a, Vector256.LoadUnsafe(ref left, i), Vector256.LoadUnsafe(ref right, i));
            }

            products[row] = Vector256.Sum(a) - (Shift * sums[row]);
        }
    }

    internal static void MultiplyAvx2(CodeQuery query, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        ref sbyte left = ref MemoryMarshal.GetArrayDataReference(query.Codes);
        ref sbyte right = ref MemoryMarshal.GetReference(rows);
        nuint length = (nuint)query.Codes.Length;
        for (int row = 0; row < products.Length; row++, right = ref Unsafe.Add(ref right, length))
        {
            Vector256<int> even = default, odd = default;
            for (nuint i = 0; i < length; i += 32)
            {
                even += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref left, i)),
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref right, i)));
                odd += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref left, i + 16)),
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref right, i + 16)));
            }

            products[row] = Vector256.Sum(even + odd);
        }
    }

    internal static void MultiplyPortable(CodeQuery query, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        ReadOnlySpan<sbyte> left = query.Codes;
        for (int row = 0; row < products.Length; row++)
        {
            ReadOnlySpan<sbyte> right = rows.Slice(row * left.Length, left.Length);
            Vector<int> sum = default;
            for (int i = 0; i < left.Length; i += Vector<sbyte>.Count)
            {
                Vector.Widen(new Vector<sbyte>(left[i..]), out Vector<short> leftLow, out Vector<short> leftHigh);
                Vector.Widen(new Vector<sbyte>(right[i..]), out Vector<short> rightLow, out Vector<short> rightHigh);
                // Two products of at most 127² fit a short.
                Vector.Widen((leftLow * rightLow) + (leftHigh * rightHigh), out Vector<int> low, out Vector<int> high);
                sum += low + high;
            }

            products[row] = Vector.Sum(sum);
        }
    }
}
