using System.Buffers;
using System.Text;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>Makes a line of its words, which come from left to right whatever they are read like.</summary>
internal sealed class PdfLineBuilder
{
    // Poppler begins a new word at a tenth of the font's size, and at a change of the font without any gap.
    private const double LeastGap = 0.08;

    // Poppler marks the direction of words; the order of the text says it already.
    private static readonly SearchValues<char> Marks =
        SearchValues.Create("\u200E\u200F\u202A\u202B\u202C\u202D\u202E");

    private readonly List<(string Text, PdfBox Box)> _words = [];

    public void Add(string word, PdfBox box)
    {
        if (word.AsSpan().ContainsAny(Marks))
            word = string.Concat(word.Where(character => !Marks.Contains(character)));
        if (!string.IsNullOrWhiteSpace(word))
            _words.Add((word.Trim(), box));
    }

    /// <summary>The line; <see langword="null"/> if it has no word.</summary>
    public PdfLine? Build()
    {
        if (_words.Count == 0)
            return null;
        PdfBox box = _words.Select(word => word.Box).Aggregate((all, next) => all.Union(next));
        Order();
        var text = new StringBuilder();
        for (int index = 0; index < _words.Count; index++)
        {
            if (index > 0 && HasGap(_words[index - 1].Box, _words[index].Box))
                text.Append(' ');
            text.Append(_words[index].Text);
        }
        double firstWidth = _words[0].Box.Width;
        _words.Clear();
        return new PdfLine(text.ToString(), box, firstWidth);
    }

    private static bool HasGap(PdfBox one, PdfBox other)
    {
        double gap = Math.Max(one.Left, other.Left) - Math.Min(one.Right, other.Right);
        double line = Math.Max(one.Top, other.Top) - Math.Min(one.Bottom, other.Bottom);
        // Words of a vertical line stand below each other.
        return Math.Max(gap, line) > LeastGap * Math.Min(one.Height, other.Height);
    }

    private void Order()
    {
        int rightToLeft = _words.Count(word => IsRightToLeft(word.Text));
        if (rightToLeft == 0)
            return;
        bool isLineRightToLeft = rightToLeft * 2 > _words.Count;
        if (isLineRightToLeft)
            _words.Reverse();
        // What runs the other way than its line keeps its own order.
        for (int start = 0; start < _words.Count; start++)
        {
            int end = start;
            while (end < _words.Count && IsRightToLeft(_words[end].Text) != isLineRightToLeft)
                end++;
            _words.Reverse(start, end - start);
            start = end;
        }
    }

    private static bool IsRightToLeft(string word)
    {
        foreach (char character in word)
            if (character is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC')
                return true;
        return false;
    }
}
