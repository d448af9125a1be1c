namespace Rag.Pipeline.Answering;

/// <summary>A question whose answer is given again.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="Similarity">Cosine of both questions' vectors, at most 1; higher is more alike.</param>
public sealed record SimilarQuestion(string Question, double Similarity);
