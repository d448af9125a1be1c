namespace Rag.Grains.Interfaces;

/// <summary>What one silo has seen of a tenant's usage since its report before.</summary>
/// <param name="Reporter">The silo's recorder; another one after each start.</param>
/// <param name="Sequence">Grows with each of its reports; one that comes again is counted once.</param>
/// <param name="Lines">What was used.</param>
[GenerateSerializer, Immutable, Alias("rag.usage-report")]
public sealed record UsageReport(
    [property: Id(0)] Guid Reporter, [property: Id(1)] long Sequence, [property: Id(2)] IReadOnlyList<UsageLine> Lines);
