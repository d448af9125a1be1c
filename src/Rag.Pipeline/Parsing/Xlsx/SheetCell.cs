namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>A cell that shows something.</summary>
/// <param name="Column">From 0 on.</param>
/// <param name="Text">What it shows; never blank.</param>
/// <param name="Style">Index of its style.</param>
/// <param name="IsText">Whether it holds text, as opposed to a number, a date, a truth value or an error.</param>
internal sealed record SheetCell(int Column, string Text, int Style, bool IsText)
{
    /// <summary>Columns that it spans together with merged neighbours; at least 1.</summary>
    public int Width { get; init; } = 1;
}
