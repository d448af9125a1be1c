namespace Rag.Grains.Interfaces;

/// <summary>How much of a blob is written.</summary>
/// <param name="Bytes">Size so far.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256; <see langword="null"/> until the blob is complete.</param>
[GenerateSerializer, Immutable, Alias("rag.blob-written")]
public sealed record BlobWritten([property: Id(0)] long Bytes, [property: Id(1)] string? Sha256);
