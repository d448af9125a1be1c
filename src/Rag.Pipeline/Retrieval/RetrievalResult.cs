namespace Rag.Pipeline.Retrieval;

/// <summary>What was found and where the time went.</summary>
/// <param name="Passages">Best first.</param>
/// <param name="EmbedTime">Embedding the question; <see langword="null"/> if it was not embedded.</param>
/// <param name="RetrieveTime">Both legs, fusion, selection and reading the passages.</param>
public sealed record RetrievalResult(IReadOnlyList<Passage> Passages, TimeSpan? EmbedTime, TimeSpan RetrieveTime)
{
    /// <summary>
    /// The question's vector in the first collection, of a semantic model that has read nothing else;
    /// <see langword="null"/> if there is none.
    /// </summary>
    public ReadOnlyMemory<float>? QuestionVector { get; init; }

    /// <summary>Reranking; <see langword="null"/> if there was none.</summary>
    public TimeSpan? RerankTime { get; init; }

    /// <summary>What was asked for and could not be done, for people; empty if all was.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
