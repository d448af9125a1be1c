using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Structured;

namespace Rag.Pipeline.Answering;

/// <summary>A question to answer; already validated.</summary>
public sealed record AnswerRequest
{
    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>What was said before it, the oldest first; empty for a question that stands alone.</summary>
    public IReadOnlyList<Turn> History { get; init; } = [];

    /// <summary>What to retrieve for it.</summary>
    public required RetrievalRequest Retrieval { get; init; }

    /// <summary>Without any passage: ask the model all the same, instead of abstaining.</summary>
    public bool AnswerWithoutContext { get; init; }

    /// <summary>0..2; <see langword="null"/> for the model's default.</summary>
    public float? Temperature { get; init; }

    /// <summary>Longest answer in tokens; <see langword="null"/> for the configured default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>
    /// Further instructions of whoever asks; they come behind the service's own. <see langword="null"/> for none.
    /// </summary>
    public string? Instructions { get; init; }

    /// <summary>The JSON that the answer is to be; <see langword="null"/> for text.</summary>
    public AnswerFormat? Format { get; init; }
}
