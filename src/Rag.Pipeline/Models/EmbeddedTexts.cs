namespace Rag.Pipeline.Models;

/// <summary>The vectors of texts.</summary>
/// <param name="Vectors">In the order of the texts.</param>
/// <param name="Tokens">Tokens that the model read; estimated where it reports none.</param>
/// <param name="CutIndex">
/// The first text, from 0, that was longer than the model reads; <see langword="null"/> if none was.
/// </param>
/// <param name="KeptCharacters">How many of that text's UTF-16 units the vector stands for.</param>
public sealed record EmbeddedTexts(IReadOnlyList<float[]> Vectors, long Tokens, int? CutIndex, int? KeptCharacters);
