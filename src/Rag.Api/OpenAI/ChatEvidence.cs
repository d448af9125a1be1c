using System.Text.Json.Serialization;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>
/// The extension <c>rag</c> of an answer in OpenAI's shape: members of the answer of <c>/query</c>, with the same
/// meaning. Streamed, the first chunk has <c>id</c> and <c>sources</c>, the last one the rest.
/// </summary>
internal sealed record ChatEvidence
{
    /// <summary>The query's id.</summary>
    public required string Id { get; init; }

    /// <summary>The passages that the answer was made from; the markers <c>[n]</c> are their ranks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Hit>? Sources { get; init; }

    /// <summary>Which part of the answer rests on which passage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Citation>? Citations { get; init; }

    /// <summary>Whether the service abstained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? NoAnswer { get; init; }

    /// <summary>Why it abstained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NoAnswerReason { get; init; }

    /// <summary>The model that spoke, as <c>provider/model</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>Tokens, also of embeddings, and cost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerUsage? Usage { get; init; }

    /// <summary>Where the time went.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerTimings? TimingsMs { get; init; }

    /// <summary>Whether the answer came from a cache.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Cached { get; init; }

    /// <summary>The answer as JSON that was asked for; the message's text is the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? AnswerJson { get; init; }

    /// <summary>What was asked for and could not be done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>All that is known of an answer but its text.</summary>
    public static ChatEvidence Of(Answer answer) => new()
    {
        Id = answer.Id,
        Sources = answer.Sources,
        Citations = answer.Citations,
        NoAnswer = answer.NoAnswer,
        NoAnswerReason = answer.NoAnswerReason,
        Model = answer.Model,
        Usage = answer.Usage,
        TimingsMs = answer.Timings,
        Cached = answer.Cached,
        AnswerJson = answer.AnswerJson,
        Warnings = answer.Warnings,
    };
}
