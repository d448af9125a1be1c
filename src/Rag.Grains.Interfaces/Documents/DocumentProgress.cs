namespace Rag.Grains.Interfaces;

/// <summary>How far ingestion is.</summary>
/// <param name="Stage">The stage, one of <see cref="DocumentStatus"/>.</param>
/// <param name="Done">Units done in this stage (chunks, from embedding on).</param>
/// <param name="Total">Units in this stage; 0 where not known.</param>
[GenerateSerializer, Immutable, Alias("rag.document-progress")]
public sealed record DocumentProgress(
    [property: Id(0)] string Stage, [property: Id(1)] int Done, [property: Id(2)] int Total);
