namespace Rag.Api.Search;

/// <summary>Body of a search.</summary>
internal sealed record SearchBody : RetrievalBody
{
    /// <summary>Instead of <c>query</c>; only one is supported yet.</summary>
    public IReadOnlyList<string>? Queries { get; init; }

    /// <summary>The text to search for.</summary>
    public string? Text() => Query ?? (Queries is [{ } only] ? only : null);

    /// <inheritdoc/>
    public override string? FirstUnsupported() =>
        Queries is { Count: > 1 } ? "'queries' with more than one entry" : base.FirstUnsupported();
}
