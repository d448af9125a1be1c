namespace Rag.Grains.Interfaces;

/// <summary>A question whose answer was given again.</summary>
/// <param name="Question">As it was asked, by somebody of the same tenant.</param>
/// <param name="Similarity">Cosine of both questions' vectors, at most 1; higher is more alike.</param>
[GenerateSerializer, Immutable, Alias("rag.similar-answer")]
public sealed record SimilarAnswer([property: Id(0)] string Question, [property: Id(1)] double Similarity);
