namespace Rag.Pipeline.Lexical;

/// <summary>An analysed term and where it stands.</summary>
/// <param name="Text">The term: folded, stemmed, never empty.</param>
/// <param name="Start">Where the words it was made from start, in UTF-16 units of the analysed text.</param>
/// <param name="End">One past their last unit.</param>
public readonly record struct Term(string Text, int Start, int End);
