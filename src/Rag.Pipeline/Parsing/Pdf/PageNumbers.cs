using System.Text;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>Says which pages are meant: <c>1, 3-5, 9</c>.</summary>
internal static class PageNumbers
{
    // A reader looks at these; the rest is said as a number.
    private const int MaxRanges = 20;

    /// <summary>The numbers, which ascend, with ranges; at most twenty of these.</summary>
    public static string Describe(IReadOnlyList<int> pages)
    {
        var text = new StringBuilder();
        int ranges = 0;
        for (int index = 0; index < pages.Count; ranges++)
        {
            int end = index;
            while (end + 1 < pages.Count && pages[end + 1] == pages[end] + 1)
                end++;
            if (ranges == MaxRanges)
                return text.Append(" and ").Append(pages.Count - index).Append(" more").ToString();
            text.Append(ranges == 0 ? "" : ", ").Append(pages[index]);
            if (end > index)
                text.Append('-').Append(pages[end]);
            index = end + 1;
        }
        return text.ToString();
    }
}
