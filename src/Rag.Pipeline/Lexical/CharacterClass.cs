namespace Rag.Pipeline.Lexical;

/// <summary>What a character is to the text analysis.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Ends a word.</summary>
    Break,

    /// <summary>A letter of a script that writes spaces between words.</summary>
    Letter,

    /// <summary>A decimal digit.</summary>
    Digit,

    /// <summary>A number sign that is a word of its own: <c>½</c>, <c>②</c>, a footnote's <c>¹</c>.</summary>
    Number,

    /// <summary>A combining mark; stays in the word it follows.</summary>
    Mark,

    /// <summary>Invisible; stays in the word it follows but not in its term (soft hyphen, zero-width joiner).</summary>
    Format,

    /// <summary>Stays between letters: the apostrophe of <c>O'Neil</c>, the middle dot of Catalan.</summary>
    LetterJoiner,

    /// <summary>Stays between digits: the comma and the point of <c>1,000.5</c>.</summary>
    DigitJoiner,

    /// <summary>A character of a script that writes no spaces (Korean: few that matter), indexed in pairs.</summary>
    Unspaced,

    /// <summary>As <see cref="Unspaced"/>, one character with the next: the vowels that Thai writes first.</summary>
    UnspacedPrefix,
}
