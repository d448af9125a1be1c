namespace Rag.Grains.Interfaces;

/// <summary>Why a re-index was given up.</summary>
/// <param name="Code">Stable code of the contract, for instance <c>provider</c>.</param>
/// <param name="Message">What was wrong and what to do.</param>
/// <param name="DocumentId">The document that could not be indexed; <see langword="null"/> if it was none.</param>
[GenerateSerializer, Immutable, Alias("rag.reindex-error")]
public sealed record ReindexError(
    [property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] string? DocumentId);
