using System.Diagnostics;
using Rag.Pipeline.Models;

namespace Rag.Pipeline.Retrieval;

/// <summary>The vectors of a request: of each text, for each collection.</summary>
/// <param name="Vectors">By text, then by target; empty for a target whose vectors only the caller can make.</param>
/// <param name="Groups">By target: equal where similarities share a scale, <see cref="GroupsOf"/>.</param>
/// <param name="EmbedTime">Time of embedding; <see langword="null"/> if nothing was embedded.</param>
internal sealed record QueryVectors(
    ReadOnlyMemory<float>[][] Vectors, int[] Groups, TimeSpan? EmbedTime)
{
    /// <summary>Nobody asked for a vector.</summary>
    public static QueryVectors None { get; } = new([], [], null);

    /// <summary>The caller's own vector for every collection.</summary>
    public static QueryVectors Given(ReadOnlyMemory<float> vector, IReadOnlyList<RetrievalTarget> targets) =>
        new([[.. Enumerable.Repeat(vector, targets.Count)]], GroupsOf(targets), null);

    /// <summary>
    /// Numbers of the scales that the similarities of targets are on: that of one model and one metric is the same
    /// in every store.
    /// </summary>
    public static int[] GroupsOf(IReadOnlyList<RetrievalTarget> targets)
    {
        var known = new List<(EmbeddingModelId, DistanceMetric)>(1);
        var groups = new int[targets.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            (EmbeddingModelId, DistanceMetric) scale = (targets[i].Model, targets[i].Metric);
            groups[i] = known.IndexOf(scale);
            if (groups[i] >= 0) continue;
            groups[i] = known.Count;
            known.Add(scale);
        }

        return groups;
    }

    /// <summary>Whether there is a vector for a collection.</summary>
    public bool Has(int target) => !Of(0, target).IsEmpty;

    /// <summary>The vector of a text for a collection.</summary>
    public ReadOnlyMemory<float> Of(int text, int target)
    {
        Debug.Assert(Vectors.Length > text, "Whoever needs vectors has asked for them.");
        return Vectors[text][target];
    }
}
