namespace Rag.Grains.Interfaces;

/// <summary>How many of the nearest vectors a collection's index finds.</summary>
/// <param name="Recall">Share of them that its searches find, 0..1; 1 is exact.</param>
/// <param name="TopK">How many nearest were asked for.</param>
/// <param name="Queries">How many stored vectors served as queries.</param>
[GenerateSerializer, Immutable, Alias("rag.recall")]
public sealed record RecallInfo(
    [property: Id(0)] double Recall, [property: Id(1)] int TopK, [property: Id(2)] int Queries);
