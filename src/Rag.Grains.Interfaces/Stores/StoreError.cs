namespace Rag.Grains.Interfaces;

/// <summary>Why a store cannot be used. The whole message names hosts, so it stands in the log only.</summary>
/// <param name="Code">Stable code, for instance <c>unavailable</c>, <c>unauthorized</c>, <c>timeout</c>.</param>
/// <param name="Retryable">Whether it may pass by itself; otherwise an operator has to act.</param>
[GenerateSerializer, Immutable, Alias("rag.store-error")]
public sealed record StoreError([property: Id(0)] string Code, [property: Id(1)] bool Retryable);
