using System.Text.Json.Serialization;

namespace Rag.Grains.Interfaces;

/// <summary>An answer with its evidence.</summary>
[GenerateSerializer, Immutable, Alias("rag.answer")]
public sealed record Answer
{
    /// <summary>The query's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The answer's text, with <c>[n]</c> markers that point at <see cref="Sources"/>.</summary>
    [Id(1)]
    [JsonPropertyName("answer")]
    public required string Text { get; init; }

    /// <summary>Whether the service abstained.</summary>
    [Id(2)]
    public bool NoAnswer { get; init; }

    /// <summary>Why it abstained.</summary>
    [Id(3)]
    public string? NoAnswerReason { get; init; }

    /// <summary>Which part of the answer rests on which passage.</summary>
    [Id(4)]
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>The passages that the answer was made from, by rank.</summary>
    [Id(5)]
    public IReadOnlyList<Hit> Sources { get; init; } = [];

    /// <summary>Tokens and cost.</summary>
    [Id(6)]
    public required AnswerUsage Usage { get; init; }

    /// <summary>Where the time went.</summary>
    [Id(7)]
    [JsonPropertyName("timings_ms")]
    public required AnswerTimings Timings { get; init; }

    /// <summary>The model that spoke, as <c>provider/model</c>.</summary>
    [Id(8)]
    public string? Model { get; init; }

    /// <summary>Whether the answer came from a cache.</summary>
    [Id(9)]
    public bool Cached { get; init; }

    /// <summary>
    /// The rate limit after this question; goes into headers. <see langword="null"/> if there is none.
    /// </summary>
    [Id(10)]
    [JsonIgnore]
    public RateLimitState? Limit { get; init; }

    /// <summary>What was asked for and could not be done, for instance by a reranker that failed.</summary>
    [Id(11)]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// What was searched for, where a model has rewritten or expanded the question; an imagined passage comes last.
    /// <see langword="null"/> if it was the question as it was asked.
    /// </summary>
    [Id(12)]
    public IReadOnlyList<string>? SearchedFor { get; init; }

    /// <summary>
    /// Why the model stopped: <c>stop</c>, <c>length</c> (at <c>max_tokens</c>), <c>content_filter</c> or what else it
    /// said; <see langword="null"/> if none was asked.
    /// </summary>
    [Id(13)]
    public string? FinishReason { get; init; }

    /// <summary>
    /// The answer as a value of the JSON that was asked for; <see langword="null"/> if none was, or if the service
    /// abstained without asking a model.
    /// </summary>
    [Id(14)]
    public RawJson? AnswerJson { get; init; }

    /// <summary>
    /// The question that the answer was made for, if it is another one that is alike (<see cref="Cached"/>);
    /// <see langword="null"/> otherwise.
    /// </summary>
    [Id(15)]
    public SimilarAnswer? SimilarTo { get; init; }
}
