namespace Rag.Grains.Interfaces;

/// <summary>Where a document's bytes can be read.</summary>
/// <param name="Blob">Name of the blob, read through <see cref="IBlobGrain"/>.</param>
/// <param name="Bytes">Size.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="FileName">What the uploader called it.</param>
[GenerateSerializer, Immutable, Alias("rag.document-content")]
public sealed record DocumentContent(
    [property: Id(0)] string Blob,
    [property: Id(1)] long Bytes,
    [property: Id(2)] string ContentType,
    [property: Id(3)] string? FileName);
