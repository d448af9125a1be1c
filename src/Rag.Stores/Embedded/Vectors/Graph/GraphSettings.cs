namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>How graphs are built and walked; the measurements behind the figures are in docs/BENCHMARKS.md.</summary>
internal static class GraphSettings
{
    /// <summary>Beam of an insertion.</summary>
    public const int BuildBeam = 128;

    /// <summary>Least beam of a query. Twice the most hits that a search may ask for, so that a larger
    /// <c>top_k</c> walks the same way and only appends.</summary>
    private const int MinQueryBeam = 200;

    /// <summary>The beam that finds .99 of the ten nearest of 100,000 vectors that are hard to tell apart.</summary>
    private const double BeamOfHundredThousand = 400;

    /// <summary>With ten times the vectors five times as many are near: of a million, a beam of 2,000 finds .991 of the
    /// ten nearest.</summary>
    private const double Growth = 0.7;

    /// <summary>A walk costs as much as comparing so many vectors, for each place of its beam.</summary>
    private const int VectorsPerPlace = 80;

    /// <summary>The beam of a query without a filter.</summary>
    public static int QueryBeam(int count) =>
        Math.Max(MinQueryBeam, (int)(BeamOfHundredThousand * Math.Pow(count / 100_000.0, Growth)));

    /// <summary>Whether a walk is cheaper than a scan of what counts.</summary>
    /// <param name="counted">How many vectors count.</param>
    /// <param name="beam">The beam that it takes.</param>
    public static bool IsWalkCheaper(int counted, double beam) => beam * VectorsPerPlace < counted;
}
