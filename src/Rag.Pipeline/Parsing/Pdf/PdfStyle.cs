namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>How characters are printed.</summary>
/// <param name="Size">Of the font, in points, exact to a third of one.</param>
/// <param name="IsBold">Whether the font calls itself bold, or is the bold one of a family.</param>
/// <param name="IsMonospaced">Whether the font's name is one of those that code is printed in.</param>
internal readonly record struct PdfStyle(double Size, bool IsBold, bool IsMonospaced);
