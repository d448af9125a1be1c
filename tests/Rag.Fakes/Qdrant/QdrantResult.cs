namespace Rag.Fakes.Qdrant;

/// <summary>The <c>result</c> of an answer.</summary>
/// <param name="Result">Serialised as it is.</param>
/// <param name="SeenAt">For a write: when reads see it.</param>
internal sealed record QdrantResult(object? Result, DateTimeOffset? SeenAt);
