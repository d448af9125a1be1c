namespace Rag.ModelProviders.Embedding;

/// <summary>Vectors as a server gave them, in the order of the texts; nothing about them is checked yet.</summary>
/// <param name="Vectors">One a text; <see langword="null"/> where the server gave none.</param>
/// <param name="Tokens">Tokens that the server counted; <see langword="null"/> if it did not say.</param>
internal sealed record EmbeddedBatch(IReadOnlyList<float[]?> Vectors, int? Tokens);
