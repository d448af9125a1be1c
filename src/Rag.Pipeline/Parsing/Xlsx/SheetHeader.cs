namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>The names of a table's columns.</summary>
/// <param name="Names">By column, from 0 on.</param>
/// <param name="RowCount">Rows that it takes: 2 where groups of columns have names of their own.</param>
internal sealed record SheetHeader(IReadOnlyDictionary<int, string> Names, int RowCount)
{
    // With two columns of text, the first names what is in the second as often as the first row names both.
    private const int LeastColumnsOfText = 3;

    /// <summary>Reads a header; <see langword="null"/> if the row is not one.</summary>
    /// <param name="row">The first row of a block.</param>
    /// <param name="below">The row right below it; <see langword="null"/> if that is blank.</param>
    /// <param name="isFirst">Whether the sheet had no header before.</param>
    public static SheetHeader? TryRead(SheetRow row, SheetRow? below, bool isFirst)
    {
        if (row.IsDeclaredHeader)
            return Of(row);
        if (below is null || row.Cells.Count < 2)
            return null;
        if (row.Cells.Any(cell => cell.Width > 1))
            return IsText(row) && IsText(below) ? Grouped(row, below) : null;
        // Where a colon follows, the name stands beside its value.
        if (row.Cells.Any(cell => cell.Text.EndsWith(':')))
            return null;
        return HasDistinctNames(row) && IsAboveValues(row, below, isFirst) ? Of(row) : null;
    }

    /// <summary>What stands for a column without a name.</summary>
    public static string DefaultName(int column)
    {
        string letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return $"Column {letters}";
    }

    private static bool IsAboveValues(SheetRow row, SheetRow below, bool isFirst)
    {
        bool looksDifferent = row.Cells.All(cell => below.CellOf(cell.Column) is not { } value
            || value.Style != cell.Style);
        // Years and the like are names, too, where they look like names.
        if (!IsText(row))
            return row.Cells[0].IsText && looksDifferent;
        bool hasValues = row.Cells.Any(cell => below.CellOf(cell.Column) is { IsText: false });
        return hasValues || looksDifferent || (isFirst && row.Cells.Count >= LeastColumnsOfText);
    }

    private static bool IsText(SheetRow row) => row.Cells.All(cell => cell.IsText);

    private static bool HasDistinctNames(SheetRow row) =>
        row.Cells.Select(cell => cell.Text.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count()
        == row.Cells.Count;

    private static SheetHeader Of(SheetRow row) =>
        new(row.Cells.ToDictionary(cell => cell.Column, cell => TextNormalizer.Line(cell.Text)), 1);

    private static SheetHeader Grouped(SheetRow groups, SheetRow names)
    {
        var joined = new Dictionary<int, string>();
        foreach (SheetCell cell in names.Cells)
        {
            SheetCell? group = groups.Cells.LastOrDefault(candidate =>
                candidate.Column <= cell.Column && cell.Column < candidate.Column + candidate.Width);
            joined[cell.Column] = TextNormalizer.Line(
                group is null || group.Text == cell.Text ? cell.Text : $"{group.Text} {cell.Text}");
        }
        return new SheetHeader(joined, 2);
    }
}
