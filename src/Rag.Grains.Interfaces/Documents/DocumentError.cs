namespace Rag.Grains.Interfaces;

/// <summary>Why ingestion failed.</summary>
/// <param name="Code">Stable code of the contract, for instance <c>encrypted</c>.</param>
/// <param name="Stage">The stage that failed, one of <see cref="DocumentStatus"/>.</param>
/// <param name="Message">What was wrong and what to do.</param>
/// <param name="Retryable">Whether <c>POST …/retry</c> may help without a new upload.</param>
[GenerateSerializer, Immutable, Alias("rag.document-error")]
public sealed record DocumentError(
    [property: Id(0)] string Code,
    [property: Id(1)] string Stage,
    [property: Id(2)] string Message,
    [property: Id(3)] bool Retryable);
