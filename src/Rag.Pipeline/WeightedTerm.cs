namespace Rag.Pipeline;

/// <summary>A term of a keyword search.</summary>
/// <param name="Term">The term, as <see cref="Lexical.TextAnalyzer"/> makes it.</param>
/// <param name="Weight">How much it counts beside the others, above 0; 1 for a word that stands once in the
/// question.</param>
public readonly record struct WeightedTerm(string Term, double Weight);
