namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>A row that shows something.</summary>
/// <param name="Number">From 1 on, as Excel shows it.</param>
/// <param name="Cells">The cells that show something, from left to right; at least one.</param>
/// <param name="IsDeclaredHeader">Whether the file itself says that the row names the columns of a table.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells, bool IsDeclaredHeader)
{
    /// <summary>The cell of a column; <see langword="null"/> if it shows nothing.</summary>
    public SheetCell? CellOf(int column) => Cells.FirstOrDefault(cell => cell.Column == column);
}
