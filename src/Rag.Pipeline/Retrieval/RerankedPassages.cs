namespace Rag.Pipeline.Retrieval;

/// <summary>Passages after reranking, or as they were if there was none.</summary>
/// <param name="Passages">Best first.</param>
/// <param name="Time">What it took; <see langword="null"/> if there was none.</param>
/// <param name="Warning">Why it failed; <see langword="null"/> if it did not.</param>
internal sealed record RerankedPassages(IReadOnlyList<Passage> Passages, TimeSpan? Time, string? Warning);
