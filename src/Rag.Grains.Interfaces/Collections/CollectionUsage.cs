namespace Rag.Grains.Interfaces;

/// <summary>What a collection holds.</summary>
/// <param name="Documents">Documents, failed and unfinished ones included.</param>
/// <param name="Chunks">Searchable chunks.</param>
/// <param name="Bytes">Bytes of the uploads.</param>
[GenerateSerializer, Immutable, Alias("rag.collection-usage")]
public sealed record CollectionUsage(
    [property: Id(0)] long Documents, [property: Id(1)] long Chunks, [property: Id(2)] long Bytes);
