namespace Rag.Grains.Interfaces;

/// <summary>A block of bytes that nobody changes any more.</summary>
/// <param name="Bytes">The bytes, at most <see cref="IBlobGrain.MaxBlockSize"/>.</param>
[GenerateSerializer, Immutable, Alias("rag.blob-block")]
public sealed record BlobBlock([property: Id(0)] ReadOnlyMemory<byte> Bytes);
