using System.Text.Json.Serialization;

namespace Rag.Grains.Interfaces;

/// <summary>Answer to a search.</summary>
/// <param name="Results">The hits, best first.</param>
/// <param name="Generation">The generation searched; the greatest, if there were several collections.</param>
/// <param name="TookMs">Milliseconds inside the service.</param>
[GenerateSerializer, Immutable, Alias("rag.search-result")]
public sealed record SearchResult(
    [property: Id(0)] IReadOnlyList<Hit> Results, [property: Id(1)] int Generation, [property: Id(2)] double TookMs)
{
    /// <summary>The rate limit after this search; goes into headers. <see langword="null"/> if there is none.</summary>
    [Id(3)]
    [JsonIgnore]
    public RateLimitState? Limit { get; init; }

    /// <summary>What was asked for and could not be done, for instance by a reranker that failed, and words that were
    /// searched instead of what was written.</summary>
    [Id(4)]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What was searched for, if a model has expanded the query; an imagined passage comes last.
    /// <see langword="null"/> if it was what was sent.</summary>
    [Id(5)]
    public IReadOnlyList<string>? SearchedFor { get; init; }

    /// <summary>Tokens and cost.</summary>
    [Id(6)]
    public AnswerUsage? Usage { get; init; }
}
