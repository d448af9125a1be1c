namespace Rag.Pipeline.Prompting;

/// <summary>A count of tokens where no tokenizer of the model is at hand.</summary>
public static class TokenEstimate
{
    /// <summary>
    /// About four Latin letters a token and one for every other script's character: the rule of thumb that vendors give
    /// for byte-pair encodings. Never 0 for text that is not empty.
    /// </summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        int narrow = 0;
        foreach (char c in text)
        {
            if (c < '\u0250') narrow++;
        }

        return ((narrow + 3) / 4) + (text.Length - narrow);
    }

    /// <summary>The longest beginning of a text that has no more tokens; no character is cut in two.</summary>
    public static string Cut(string text, int tokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Of(text) <= tokens) return text;
        int narrow = 0;
        int length = 0;
        while ((((text[length] < '\u0250' ? ++narrow : narrow) + 3) / 4) + (length + 1 - narrow) <= tokens) length++;
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length];
    }
}
