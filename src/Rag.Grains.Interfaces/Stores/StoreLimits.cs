namespace Rag.Grains.Interfaces;

/// <summary>The limits of a vector store.</summary>
/// <param name="Dimensions">Longest vector.</param>
/// <param name="Batch">Vectors that one request of the adapter writes at most; larger batches are cut.</param>
[GenerateSerializer, Immutable, Alias("rag.store-limits")]
public sealed record StoreLimits([property: Id(0)] int Dimensions, [property: Id(1)] int Batch);
