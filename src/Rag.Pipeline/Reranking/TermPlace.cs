namespace Rag.Pipeline.Reranking;

/// <summary>A term of the question in a passage.</summary>
/// <param name="Term">Number of the term.</param>
/// <param name="Position">0-based position among the passage's terms.</param>
internal readonly record struct TermPlace(int Term, int Position);
