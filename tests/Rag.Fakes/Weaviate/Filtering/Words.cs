using System.Text.RegularExpressions;

namespace Rag.Fakes.Weaviate.Filtering;

/// <summary>How texts become the terms that filters compare.</summary>
internal static partial class Words
{
    private static readonly HashSet<string> StopWords = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not",
        "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will",
        "with",
    };

    /// <summary>The terms of a stored text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokenization"><c>word</c>: letters and digits in lower case; <c>field</c>: the whole,
    /// trimmed.</param>
    public static IReadOnlyList<string> Of(string text, string? tokenization) => tokenization == "word"
        ? [.. WordPattern().Matches(text).Select(match => Lower(match.Value))]
        : [text.Trim()];

    /// <summary>The words of a value that is looked for: those that say nothing do not count.</summary>
    public static IReadOnlyList<string> OfQuery(string text) =>
        [.. Of(text, "word").Where(word => !StopWords.Contains(word))];

    // The server lowers letter by letter; the dotted I becomes a plain one there.
    public static string Lower(string text) => text.Replace('İ', 'i').ToLowerInvariant();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex WordPattern();
}
