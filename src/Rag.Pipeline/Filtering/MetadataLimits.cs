namespace Rag.Pipeline.Filtering;

/// <summary>The limits of metadata, from the HTTP contract.</summary>
public static class MetadataLimits
{
    /// <summary>Most keys a document may carry.</summary>
    public const int MaxKeysPerDocument = 64;

    /// <summary>Longest key in characters; keys are of <c>A-Za-z0-9_.-</c>.</summary>
    public const int MaxKeyLength = 64;

    /// <summary>Largest canonical JSON of a document's metadata in UTF-8 bytes.</summary>
    public const int MaxBytesPerDocument = 16 * 1024;

    /// <summary>Most distinct keys over all documents of a collection.</summary>
    public const int MaxKeysPerCollection = 256;

    /// <summary>
    /// Largest integer that a double holds exactly, 2^53; larger ones are refused rather than rounded.
    /// </summary>
    public const double MaxInteger = 9_007_199_254_740_992;

    /// <summary>Whether a text is a metadata key.</summary>
    public static bool IsKey(string key) => key.Length is >= 1 and <= MaxKeyLength && key.All(IsKeyCharacter);

    private static bool IsKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
}
