namespace Rag.Grains.Interfaces;

/// <summary>A hit together with the chunks around it.</summary>
/// <param name="Text">The stretch of the document; white space between chunks is a blank line here.</param>
/// <param name="CharStart">First character, 0-based, in Unicode code points of the extracted text.</param>
/// <param name="CharEnd">One past the last character.</param>
[GenerateSerializer, Immutable, Alias("rag.hit-context")]
public sealed record HitContext(
    [property: Id(0)] string Text, [property: Id(1)] int CharStart, [property: Id(2)] int CharEnd);
