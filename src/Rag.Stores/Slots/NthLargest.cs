namespace Rag.Stores.Slots;

/// <summary>Finds one place of an order without sorting the rest (Hoare's quickselect).</summary>
internal static class NthLargest
{
    /// <summary>Below it sorting is as fast.</summary>
    private const int FewValues = 24;

    /// <summary>More divisions than any values need that were not made to need them.</summary>
    private const int MaxDivisions = 64;

    /// <summary>The value that n - 1 others are as large as, or larger than; time grows with the number of
    /// values.</summary>
    /// <param name="values">The values, none of them NaN; their order is changed.</param>
    /// <param name="n">1 for the largest, up to the number of values.</param>
    public static float Of(Span<float> values, int n)
    {
        int wanted = values.Length - n, first = 0, last = values.Length - 1;
        for (int division = 0; last - first >= FewValues && division < MaxDivisions; division++)
        {
            (int left, int right) = Divide(values, first, last);
            if (wanted <= right) last = right;
            else if (wanted >= left) first = left;
            else return values[wanted];
        }

        values[first..(last + 1)].Sort();
        return values[wanted];
    }

    /// <summary>Puts what is at most a pivot before what is at least the pivot; answers where the latter begins and the
    /// former ends.</summary>
    private static (int Left, int Right) Divide(Span<float> values, int first, int last)
    {
        float pivot = MedianOf(values[first], values[(first + last) / 2], values[last]);
        int left = first, right = last;
        while (left <= right)
        {
            while (values[left] < pivot) left++;
            while (values[right] > pivot) right--;
            if (left > right) break;
            (values[left], values[right]) = (values[right], values[left]);
            left++;
            right--;
        }

        return (left, right);
    }

    private static float MedianOf(float a, float b, float c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
