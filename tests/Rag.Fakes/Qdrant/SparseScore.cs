namespace Rag.Fakes.Qdrant;

/// <summary>The dot product of sparse vectors over what they share, each query weight times its rarity if so
/// configured.
/// </summary>
internal static class SparseScore
{
    /// <summary>The score; not a number where nothing is shared, which is no hit.</summary>
    public static float Of(QdrantCollection collection, string name, PointVector query, PointVector stored)
    {
        bool byRarity = collection.Vector(name).Json.Text("modifier") == "idf";
        float score = float.NaN;
        for (int i = 0; i < query.Values.Length; i++)
        {
            uint index = query.Indices![i];
            int at = Array.IndexOf(stored.Indices!, index);
            if (at < 0) continue;
            float weight = query.Values[i] * (byRarity ? Rarity(collection, name, index) : 1);
            score = (float.IsNaN(score) ? 0 : score) + (weight * stored.Values[at]);
        }

        return score;
    }

    private static float Rarity(QdrantCollection collection, string name, uint index)
    {
        List<PointVector> vectors =
            [.. collection.Points.Values.Select(point => point.Vectors.GetValueOrDefault(name)).OfType<PointVector>()];
        int with = vectors.Count(vector => vector.Indices!.Contains(index));
        return MathF.Log(((vectors.Count - with + 0.5f) / (with + 0.5f)) + 1);
    }
}
