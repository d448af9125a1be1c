namespace Rag.Pipeline.Lexical;

/// <summary>
/// Receives the terms of a text one by one. Implemented by structs: <see cref="TextAnalyzer"/> is compiled anew for
/// each, so that a term costs no allocation and no virtual call.
/// </summary>
public interface ITermSink
{
    /// <summary>Takes one term.</summary>
    /// <param name="term">The analysed term, 1..512 UTF-16 units; valid only during the call.</param>
    /// <param name="start">Where the words it was made from start, in UTF-16 units of the analysed text.</param>
    /// <param name="end">One past their last unit.</param>
    void Add(scoped ReadOnlySpan<char> term, int start, int end);
}
