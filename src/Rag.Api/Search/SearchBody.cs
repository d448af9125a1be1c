namespace Rag.Api.Search;

/// <summary>Body of a search.</summary>
internal sealed record SearchBody : RetrievalBody
{
    /// <summary>Instead of <c>query</c>: 1..8 wordings of one question, each searched by itself, joined.</summary>
    public IReadOnlyList<string>? Queries { get; init; }
}
