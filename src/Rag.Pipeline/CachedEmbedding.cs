namespace Rag.Pipeline;

/// <summary>A vector and what its model said of it.</summary>
/// <param name="Vector">As the model made it.</param>
/// <param name="KeptCharacters">
/// How many UTF-16 units of the text, from the start, the vector stands for; <see langword="null"/> for all of them.
/// </param>
public sealed record CachedEmbedding(ReadOnlyMemory<float> Vector, int? KeptCharacters);
