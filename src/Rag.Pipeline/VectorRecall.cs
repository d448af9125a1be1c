namespace Rag.Pipeline;

/// <summary>How many of the nearest vectors an index finds.</summary>
/// <param name="Recall">Share of them that its searches find, 0..1; 1 is exact.</param>
/// <param name="TopK">How many nearest were asked for.</param>
/// <param name="Queries">How many stored vectors served as queries.</param>
public sealed record VectorRecall(double Recall, int TopK, int Queries);
