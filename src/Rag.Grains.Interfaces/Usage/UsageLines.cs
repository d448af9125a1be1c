namespace Rag.Grains.Interfaces;

/// <summary>Lines of a month's usage.</summary>
/// <param name="Lines">By day, then model, then role.</param>
[GenerateSerializer, Immutable, Alias("rag.usage-lines")]
public sealed record UsageLines([property: Id(0)] IReadOnlyList<UsageLine> Lines);
