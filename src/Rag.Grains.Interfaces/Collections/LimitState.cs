namespace Rag.Grains.Interfaces;

/// <summary>A limit and how much of it is used, for <c>GET /v1/limits</c>.</summary>
/// <param name="Resource">What is limited, for instance <c>documents</c>.</param>
/// <param name="Limit">The limit; <see langword="null"/> for none.</param>
/// <param name="Used">How much is used.</param>
/// <param name="Remaining">How much is left; <see langword="null"/> without a limit.</param>
[GenerateSerializer, Immutable, Alias("rag.limit-state")]
public sealed record LimitState(
    [property: Id(0)] string Resource,
    [property: Id(1)] long? Limit,
    [property: Id(2)] long Used,
    [property: Id(3)] long? Remaining);
