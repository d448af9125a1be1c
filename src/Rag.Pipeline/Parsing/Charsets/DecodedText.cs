namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>Bytes turned into characters.</summary>
/// <param name="Text">Without byte order mark; undecodable bytes are U+FFFD.</param>
/// <param name="Charset">Name of the encoding, for instance <c>utf-8</c>.</param>
/// <param name="IsGuess">Whether the encoding follows from statistics only.</param>
internal sealed record DecodedText(string Text, string Charset, bool IsGuess)
{
    /// <summary>What the uploader should know; <see langword="null"/> if the encoding is certain.</summary>
    public string? Warning => IsGuess
        ? $"The file does not say its character encoding; it was read as '{Charset}'. Save it as UTF-8 to be sure."
        : null;
}
