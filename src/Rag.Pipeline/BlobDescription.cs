namespace Rag.Pipeline;

/// <summary>A completed blob.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the bytes.</param>
public sealed record BlobDescription(long Size, string Sha256);
