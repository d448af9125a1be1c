namespace Rag.Pipeline.Parsing;

/// <summary>A heading of a document.</summary>
/// <param name="Start">Where its line starts, in UTF-16 units of the text.</param>
/// <param name="Level">1 (outermost) to 6.</param>
/// <param name="Text">The heading without markup, one line.</param>
public sealed record Heading(int Start, int Level, string Text);
