using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Answering;

/// <summary>
/// What an answer in the making tells, in this order: <see cref="SourcesFound"/> once, then <see cref="TextAdded"/> and
/// <see cref="CitationMade"/> in turns, then <see cref="Finished"/> once.
/// </summary>
public abstract record AnswerStep
{
    private AnswerStep()
    {
    }

    /// <summary>The passages that the answer will be made from; citations refer to them by 1-based position.</summary>
    public sealed record SourcesFound(IReadOnlyList<Passage> Sources) : AnswerStep;

    /// <summary>A piece of the answer.</summary>
    public sealed record TextAdded(string Text) : AnswerStep;

    /// <summary>A citation of the text so far.</summary>
    public sealed record CitationMade(CitedSpan Citation) : AnswerStep;

    /// <summary>The end.</summary>
    public sealed record Finished(CompletedAnswer Answer) : AnswerStep;
}
