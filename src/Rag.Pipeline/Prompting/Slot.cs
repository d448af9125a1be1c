namespace Rag.Pipeline.Prompting;

/// <summary>The delimited places of a prompt in which what others wrote stands as data.</summary>
internal static class Slot
{
    public const string Source = "source";
    public const string Question = "question";
    public const string Conversation = "conversation";
    public const string Turn = "turn";

    private static readonly string[] Tags = [Source, Question, Conversation, Turn];

    /// <summary>
    /// Makes it impossible to open or close a slot from inside: a zero-width-free, readable look-alike stays.
    /// </summary>
    public static string Neutralise(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal)) return text;
        foreach (string tag in Tags)
        {
            text = text
                .Replace($"<{tag}", $"‹{tag}", StringComparison.OrdinalIgnoreCase)
                .Replace($"</{tag}", $"‹/{tag}", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
