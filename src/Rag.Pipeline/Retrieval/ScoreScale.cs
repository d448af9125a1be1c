namespace Rag.Pipeline.Retrieval;

/// <summary>Min-max normalisation of one list of scores.</summary>
/// <param name="Min">The least score.</param>
/// <param name="Range">The greatest less the least.</param>
internal readonly record struct ScoreScale(float Min, float Range)
{
    /// <summary>The scale of a list; an empty one has none.</summary>
    public static ScoreScale Of(List<LegHit> hits)
    {
        if (hits.Count == 0) return default;
        float min = hits.Min(hit => hit.Score);
        return new ScoreScale(min, hits.Max(hit => hit.Score) - min);
    }

    /// <summary>0..1. A list whose hits all have one score says "all equally good", so all count in full.</summary>
    public double Normalise(float score) => Range > 0 ? (score - Min) / Range : 1;
}
