using System.Diagnostics;

namespace Rag.Pipeline.Retrieval;

/// <summary>The vectors of a request: of each text, for each collection.</summary>
/// <param name="Vectors">By text, then by target.</param>
/// <param name="Groups">By target: equal for collections of one embedding model.</param>
/// <param name="EmbedTime">Time of embedding; <see langword="null"/> if nothing was embedded.</param>
/// <param name="Tokens">Tokens that the models report.</param>
internal sealed record QueryVectors(ReadOnlyMemory<float>[][] Vectors, int[] Groups, TimeSpan? EmbedTime, int Tokens)
{
    /// <summary>Nobody asked for a vector.</summary>
    public static QueryVectors None { get; } = new([], [], null, 0);

    /// <summary>The caller's own vector for every collection.</summary>
    public static QueryVectors Given(ReadOnlyMemory<float> vector, int targets) =>
        new([[.. Enumerable.Repeat(vector, targets)]], new int[targets], null, 0);

    /// <summary>The vector of a text for a collection.</summary>
    public ReadOnlyMemory<float> Of(int text, int target)
    {
        Debug.Assert(Vectors.Length > text, "Whoever needs vectors has asked for them.");
        return Vectors[text][target];
    }
}
