namespace Rag.Pipeline.Retrieval;

/// <summary>What was found and where the time went.</summary>
/// <param name="Passages">Best first.</param>
/// <param name="EmbedTime">Embedding the question; <see langword="null"/> if it was not embedded.</param>
/// <param name="RetrieveTime">Both legs, fusion and reading the passages.</param>
/// <param name="EmbeddingTokens">Tokens that the embedding model reports; 0 for built-in ones.</param>
public sealed record RetrievalResult(
    IReadOnlyList<Passage> Passages, TimeSpan? EmbedTime, TimeSpan RetrieveTime, int EmbeddingTokens);
