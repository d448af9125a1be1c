namespace Rag.Grains.Interfaces;

/// <summary>How far a document is with a step of its collection's re-index.</summary>
/// <param name="IsDone">Nothing is left to do; else it is at work, or has failed.</param>
/// <param name="Chunks">Its chunks in the generation that it was prepared for; 0 before.</param>
/// <param name="Error">Why it cannot be done; <see langword="null"/> if it can.</param>
[GenerateSerializer, Immutable, Alias("rag.document-preparation")]
public sealed record DocumentPreparation(
    [property: Id(0)] bool IsDone, [property: Id(1)] int Chunks, [property: Id(2)] DocumentError? Error)
{
    /// <summary>At work; ask again.</summary>
    public static DocumentPreparation UnderWay { get; } = new(false, 0, null);

    /// <summary>Done.</summary>
    public static DocumentPreparation Of(int chunks) => new(true, chunks, null);
}
