namespace Rag.Grains.Usage;

/// <summary>The last report that was counted of a reporter.</summary>
/// <param name="Reporter">The silo's recorder.</param>
/// <param name="Sequence">Its number.</param>
[GenerateSerializer, Immutable, Alias("rag.report-mark")]
public sealed record ReportMark([property: Id(0)] Guid Reporter, [property: Id(1)] long Sequence);
