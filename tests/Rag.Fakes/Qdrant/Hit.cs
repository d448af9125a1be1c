namespace Rag.Fakes.Qdrant;

/// <summary>A point with its score, in whatever direction the distance has.</summary>
internal readonly record struct Hit(PointId Id, QdrantPoint Point, float Score)
{
    /// <summary>The hit as an answer shows it.</summary>
    public Dictionary<string, object?> Show(PointSelection selection) => selection.Show(
        Id, Point, ("version", Point.Version), ("score", float.IsFinite(Score) ? Score : null));
}
