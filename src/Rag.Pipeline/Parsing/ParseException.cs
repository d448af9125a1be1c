namespace Rag.Pipeline.Parsing;

/// <summary>A file that cannot be used. Always permanent except for code <c>timeout</c> under load, which a user may retry.</summary>
/// <param name="code">One of <c>corrupt</c>, <c>encrypted</c>, <c>no_text</c>, <c>timeout</c>, <c>too_large</c>, <c>poison</c>.</param>
/// <param name="message">What was wrong and what to do.</param>
/// <param name="innerException">The parser's own complaint, if any.</param>
public sealed class ParseException(string code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Stable code of the contract.</summary>
    public string Code { get; } = code;
}
