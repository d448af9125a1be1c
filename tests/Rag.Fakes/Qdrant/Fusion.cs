using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>Reciprocal ranks (the server's k is 2) and distribution-based scores.</summary>
internal static class Fusion
{
    private const float DefaultK = 2;

    public static IEnumerable<Hit> Fuse(JsonElement query, List<List<Hit>> sources)
    {
        if (query.Member("rrf") is { } rrf) return Ranks(rrf, sources);
        string? kind = query.Text("fusion");
        if (kind is not ("rrf" or "dbsf"))
            throw Refusal.Format("Expected some form of vector, id, or a type of query");
        if (sources.Count == 0) throw Refusal.Input("Validation failed: cannot apply Fusion without prefetches");
        return kind == "rrf"
            ? Sum(sources, (_, position, _) => 1 / (DefaultK + position))
            : Sum(sources, (source, _, hit) => Normalised(source, hit.Score));
    }

    private static IEnumerable<Hit> Ranks(JsonElement rrf, List<List<Hit>> sources)
    {
        long? k = rrf.Count("k");
        if (k == 0) throw Refusal.Invalid("internal.query.rrf.k: value 0 invalid, must be 1 or larger");
        float[]? weights = rrf.List("weights")?.Select(weight => weight.GetSingle()).ToArray();
        if (weights is not null && weights.Length != sources.Count)
        {
            throw Refusal.Input(
                $"Validation failed: RRF weights length ({weights.Length}) does not match number of prefetches " +
                $"({sources.Count})");
        }

        return Sum(sources, (source, position, _) =>
            1 / (((position + 1) / (weights?[sources.IndexOf(source)] ?? 1)) + (k ?? DefaultK) - 1));
    }

    private static IEnumerable<Hit> Sum(List<List<Hit>> sources, Func<List<Hit>, int, Hit, float> part) => sources
        .SelectMany(source => source.Select((hit, position) => hit with { Score = part(source, position, hit) }))
        .GroupBy(hit => hit.Id)
        .Select(hits => hits.First() with { Score = hits.Sum(hit => hit.Score) });

    /// <summary>0..1 between three standard deviations below and above the source's mean.</summary>
    private static float Normalised(List<Hit> source, float score)
    {
        if (source.Count < 2) return 0.5f;
        float mean = source.Average(hit => hit.Score);
        float deviation = MathF.Sqrt(
            source.Sum(hit => (hit.Score - mean) * (hit.Score - mean)) / (source.Count - 1));
        return deviation == 0 ? 0.5f : (score - (mean - (3 * deviation))) / (6 * deviation);
    }
}
