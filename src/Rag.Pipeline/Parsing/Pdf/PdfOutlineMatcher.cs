using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Makes headings of the lines that a PDF's outline names: the surest source, as the author's own program wrote it. An
/// entry says a page and a title; its line is the one on that page that reads like it.
/// </summary>
internal static partial class PdfOutlineMatcher
{
    // An outline of which less is found on its pages belongs to something else, or names pages by their pictures.
    private const double LeastFoundShare = 0.5;
    private const int MaxLinesOfHeading = 4;

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Marks the headings.</summary>
    /// <returns>Whether the outline is one of these pages. If not, nothing is marked.</returns>
    public static bool Mark(IReadOnlyList<PdfOutlineEntry> outline, IReadOnlyList<PdfPage> pages)
    {
        var found = new List<(List<PdfLine> Lines, int Level)>();
        var taken = new HashSet<PdfLine>();
        var keys = new PageKeys();
        foreach (PdfOutlineEntry entry in outline)
        {
            List<PdfLine>? lines = entry.Page >= 1 && entry.Page <= pages.Count && !pages[entry.Page - 1].IsCrowded
                ? Find(entry.Title, pages[entry.Page - 1], taken, keys) : null;
            if (lines is null)
                continue;
            taken.UnionWith(lines);
            found.Add((lines, entry.Level));
        }
        if (found.Count == 0 || found.Count < outline.Count * LeastFoundShare)
            return false;
        foreach ((List<PdfLine> lines, int level) in found)
        {
            foreach (PdfLine line in lines)
            {
                line.HeadingLevel = Math.Clamp(level, 1, 6);
                line.ContinuesHeading = line != lines[0];
            }
        }
        return true;
    }

    private static List<PdfLine>? Find(string title, PdfPage page, HashSet<PdfLine> taken, PageKeys keys)
    {
        string wanted = KeyOf(title);
        if (wanted.Length == 0)
            return null;
        List<PdfLine>? best = null;
        foreach (List<PdfLine> block in page.Blocks)
        {
            for (int start = 0; start < block.Count; start++)
            {
                List<PdfLine>? lines = taken.Contains(block[start]) ? null : Match(wanted, block, start, keys);
                // A title may stand in the text as well; as a heading it is larger.
                if (lines is not null && (best is null || SizeOf(lines) > SizeOf(best)))
                    best = lines;
            }
        }
        return best;
    }

    private static List<PdfLine>? Match(string wanted, List<PdfLine> block, int start, PageKeys keys)
    {
        (string whole, string unnumbered) = keys.Of(block[start]);
        // Either side may say the number of the section and the other not.
        string rest = wanted.TrimStart(Digits);
        foreach (string read in (string[])[whole, unnumbered])
        {
            foreach (string sought in (string[])[wanted, rest])
            {
                if (read.Length == 0 || !sought.StartsWith(read, StringComparison.Ordinal))
                    continue;
                int length = read.Length, end = start + 1;
                while (length < sought.Length && end < block.Count && end < start + MaxLinesOfHeading
                    && sought.AsSpan(length).StartsWith(keys.Of(block[end]).Whole))
                {
                    length += keys.Of(block[end++]).Whole.Length;
                }
                if (length == sought.Length)
                    return block[start..end];
            }
        }
        return null;
    }

    private static double SizeOf(List<PdfLine> lines) => lines[0].Style?.Size ?? lines[0].Box.Height;

    /// <summary>What lines read like, worked out once.</summary>
    private sealed class PageKeys
    {
        private readonly Dictionary<PdfLine, (string Whole, string Unnumbered)> _keys = [];

        public (string Whole, string Unnumbered) Of(PdfLine line)
        {
            if (!_keys.TryGetValue(line, out (string, string) keys))
                _keys[line] = keys = (KeyOf(line.Text), KeyOf(NumberInFront().Replace(line.Text, "")));
            return keys;
        }
    }

    private static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (char character in text.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(character))
                key.Append(char.ToUpperInvariant(character));
        return key.ToString();
    }

    // "1.2", "A.3", "IV.", "Chapter 4:", "Kapitel 4."
    [GeneratedRegex(@"\A(?:\p{L}+\s+)?(?:\d+|[A-Z]|[IVXLC]+)(?:\.\d+)*(?:[.:)]|\s)\s*(?=\S)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberInFront();
}
