namespace Rag.Grains.Interfaces;

/// <summary>
/// One event of an answer's stream. Invariant: numbers are 1..n without gaps, the first is
/// <see cref="AnswerEventKind.Sources"/> (or <see cref="AnswerEventKind.Error"/>), the last and only the last is
/// <see cref="AnswerEventKind.Done"/> or <see cref="AnswerEventKind.Error"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("rag.answer-event")]
public sealed record AnswerEvent
{
    /// <summary>Namespace of the Orleans streams that carry answers; the key is the query grain's.</summary>
    public const string StreamNamespace = "answers";

    /// <summary>Name of the stream provider.</summary>
    public const string StreamProvider = "answers";

    /// <summary>1-based.</summary>
    [Id(0)]
    public required int Number { get; init; }

    /// <summary>Which of the other members is set.</summary>
    [Id(1)]
    public required AnswerEventKind Kind { get; init; }

    /// <summary>With <see cref="AnswerEventKind.Sources"/>: the passages.</summary>
    [Id(2)]
    public IReadOnlyList<Hit>? Sources { get; init; }

    /// <summary>With <see cref="AnswerEventKind.Delta"/>: a piece of the answer.</summary>
    [Id(3)]
    public string? Text { get; init; }

    /// <summary>With <see cref="AnswerEventKind.Citation"/>.</summary>
    [Id(4)]
    public Citation? Citation { get; init; }

    /// <summary>With <see cref="AnswerEventKind.Done"/>: the whole answer.</summary>
    [Id(5)]
    public Answer? Answer { get; init; }

    /// <summary>With <see cref="AnswerEventKind.Error"/>.</summary>
    [Id(6)]
    public Failure? Failure { get; init; }

    /// <summary>Whether nothing comes after it.</summary>
    public bool IsTerminal => Kind is AnswerEventKind.Done or AnswerEventKind.Error;
}
