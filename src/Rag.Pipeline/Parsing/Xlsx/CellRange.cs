namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>A rectangle of cells. Columns count from 0, rows from 1; both ends belong to it.</summary>
internal readonly record struct CellRange(int FirstColumn, int FirstRow, int LastColumn, int LastRow)
{
    /// <summary>Reads <c>B2:D4</c> or <c>B2</c>; <see langword="null"/> if it is no such reference.</summary>
    public static CellRange? TryParse(ReadOnlySpan<char> reference)
    {
        int colon = reference.IndexOf(':');
        ReadOnlySpan<char> last = colon < 0 ? reference : reference[(colon + 1)..];
        return TryParseCell(colon < 0 ? reference : reference[..colon]) is var (firstColumn, firstRow)
            && TryParseCell(last) is var (lastColumn, lastRow)
            ? new CellRange(firstColumn, firstRow, lastColumn, lastRow)
            : null;
    }

    /// <summary>Reads <c>B2</c>.</summary>
    public static (int Column, int Row)? TryParseCell(ReadOnlySpan<char> reference)
    {
        int column = 0, at = 0;
        // Three letters name every column that there is.
        for (; at < reference.Length && at < 3 && char.IsAsciiLetter(reference[at]); at++)
            column = (column * 26) + (reference[at] & 0x1F);
        return at > 0 && int.TryParse(reference[at..], out int row) && row > 0 ? (column - 1, row) : null;
    }
}
