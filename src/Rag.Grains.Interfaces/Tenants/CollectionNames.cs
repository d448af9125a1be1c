namespace Rag.Grains.Interfaces;

/// <summary>Names of collections, ascending.</summary>
/// <param name="Names">The names.</param>
[GenerateSerializer, Immutable, Alias("rag.collection-names")]
public sealed record CollectionNames([property: Id(0)] IReadOnlyList<CollectionName> Names);
