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

    /// <summary>Joins letters to letters and digits to digits: full stop, apostrophe.</summary>
    Joiner,

    /// <summary>Joins letters only: the middle dot of Catalan.</summary>
    LetterJoiner,

    /// <summary>Joins digits only: the comma of <c>1,000</c>.</summary>
    DigitJoiner,

    /// <summary>Joins whatever stands left and right of it: the low line of identifiers.</summary>
    Connector,

    /// <summary>A character of Chinese, Japanese or Korean, indexed in pairs.</summary>
    Ideograph,
}
