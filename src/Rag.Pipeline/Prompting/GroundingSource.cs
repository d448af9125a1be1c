namespace Rag.Pipeline.Prompting;

/// <summary>A numbered passage.</summary>
/// <param name="Number">1-based; markers <c>[n]</c> refer to it.</param>
/// <param name="Text">The passage.</param>
/// <param name="Title">Its document's title, if any.</param>
public sealed record GroundingSource(int Number, string Text, string? Title);
