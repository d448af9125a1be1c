namespace Rag.ModelProviders.Extractive;

/// <summary>Cuts an answer into the pieces in which it is streamed.</summary>
internal static class Words
{
    /// <summary>Longest piece in UTF-16 units; scripts without spaces are cut here.</summary>
    private const int MaxLength = 12;

    /// <summary>Pieces of about a word, each with the white space before it; together they are the text.</summary>
    public static IEnumerable<string> Of(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = start;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            int limit = Math.Min(text.Length, end + MaxLength);
            while (end < limit && !char.IsWhiteSpace(text[end]))
                end++;
            if (end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
                end++;
            yield return text[start..end];
            start = end;
        }
    }
}
