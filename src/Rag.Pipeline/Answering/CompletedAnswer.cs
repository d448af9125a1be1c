using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Answering;

/// <summary>A whole answer.</summary>
public sealed record CompletedAnswer
{
    /// <summary>The text with its markers.</summary>
    public required string Text { get; init; }

    /// <summary>Why the service abstained; <see langword="null"/> if it answered.</summary>
    public string? NoAnswerReason { get; init; }

    /// <summary>The citations in order.</summary>
    public required IReadOnlyList<CitedSpan> Citations { get; init; }

    /// <summary>The model that spoke; <see langword="null"/> if none was asked.</summary>
    public string? Model { get; init; }

    /// <summary>What its models used.</summary>
    public required IReadOnlyList<ModelUsage> Usage { get; init; }

    /// <summary>What was searched for; <see langword="null"/> if it was the question as it was asked.</summary>
    public IReadOnlyList<string>? SearchedFor { get; init; }

    /// <summary>Wording the question for the search; <see langword="null"/> if no model was asked to.</summary>
    public TimeSpan? RewriteTime { get; init; }

    /// <summary>Embedding the question; <see langword="null"/> if it was not embedded.</summary>
    public TimeSpan? EmbedTime { get; init; }

    /// <summary>Retrieval.</summary>
    public TimeSpan RetrieveTime { get; init; }

    /// <summary>Reranking; <see langword="null"/> if there was none.</summary>
    public TimeSpan? RerankTime { get; init; }

    /// <summary>From the call of the model to its first token; <see langword="null"/> if it was not asked.</summary>
    public TimeSpan? FirstTokenTime { get; init; }

    /// <summary>From the call of the model to its last token; <see langword="null"/> if it was not asked.</summary>
    public TimeSpan? GenerateTime { get; init; }

    /// <summary>The whole.</summary>
    public TimeSpan TotalTime { get; init; }

    /// <summary>What was asked for and could not be done, for people; empty if all was.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Why the model stopped, for instance <c>length</c>; <see langword="null"/> if it was not asked.
    /// </summary>
    public string? FinishReason { get; init; }

    /// <summary>The answer as JSON that was asked for; <see langword="null"/> if none was.</summary>
    public string? Json { get; init; }

    /// <summary>
    /// Whether it was said before and no model was asked; <see langword="null"/> if such answers are not kept.
    /// </summary>
    public CacheResult? Cache { get; init; }

    /// <summary>The question that it was said to; <see langword="null"/> if it was this one.</summary>
    public SimilarQuestion? SimilarTo { get; init; }
}
