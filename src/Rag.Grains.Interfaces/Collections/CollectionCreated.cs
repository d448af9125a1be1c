namespace Rag.Grains.Interfaces;

/// <summary>Answer to a creation.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="IsNew"><see langword="false"/> if an identical one was there already.</param>
[GenerateSerializer, Immutable, Alias("rag.collection-created")]
public sealed record CollectionCreated([property: Id(0)] CollectionInfo Collection, [property: Id(1)] bool IsNew);
