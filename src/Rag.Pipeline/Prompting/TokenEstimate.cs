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
}
