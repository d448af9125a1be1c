using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Wording;

/// <summary>A search in the words in which it is carried out.</summary>
/// <param name="Request">What to retrieve.</param>
/// <param name="Time">How long the models took; <see langword="null"/> if none was asked.</param>
/// <param name="Warnings">What could not be done, for people; empty if all was.</param>
public sealed record WordedSearch(RetrievalRequest Request, TimeSpan? Time, IReadOnlyList<string> Warnings)
{
    /// <summary>The question, understood without what was said before it.</summary>
    public string Question => Request.Texts[0];

    /// <summary>
    /// All that is searched for, the question first, an imagined passage last; <see langword="null"/> if it is what was
    /// asked for, word by word.
    /// </summary>
    public IReadOnlyList<string>? SearchedFor { get; init; }
}
