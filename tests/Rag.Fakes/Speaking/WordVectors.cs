using System.Text;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Speaking;

/// <summary>Vectors of unit length, near for texts that share words: every word adds a direction of its own.</summary>
internal static partial class WordVectors
{
    public static float[] Of(string text, int dimensions)
    {
        var vector = new float[dimensions];
        vector[0] = 0.01f;
        foreach (Match word in Words().Matches(text.ToLowerInvariant()))
        {
            ulong hash = Hash(word.Value);
            vector[(int)(hash % (ulong)dimensions)] += (hash >> 63) == 0 ? 1 : -1;
        }

        float length = MathF.Sqrt(vector.Sum(value => value * value));
        if (length == 0) (vector[0], length) = (1, 1);
        return Array.ConvertAll(vector, value => value / length);
    }

    /// <summary>The distinct words of a text, in lower case.</summary>
    public static HashSet<string> WordsOf(string text) =>
        [.. Words().Matches(text.ToLowerInvariant()).Select(word => word.Value)];

    /// <summary>FNV-1a with a final mix: the same on every machine.</summary>
    private static ulong Hash(string word)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (byte one in Encoding.UTF8.GetBytes(word)) hash = (hash ^ one) * 1_099_511_628_211;
        return (hash ^ (hash >> 29)) * 0xBF58_476D_1CE4_E5B9;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
