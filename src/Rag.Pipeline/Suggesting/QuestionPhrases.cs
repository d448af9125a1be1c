namespace Rag.Pipeline.Suggesting;

/// <summary>Questions that were asked before, to be suggested again. Immutable.</summary>
/// <param name="questions">The questions.</param>
public sealed class QuestionPhrases(IEnumerable<string> questions)
{
    private readonly PhraseIndex _phrases = new(
        questions.Distinct(StringComparer.OrdinalIgnoreCase).Select(text => new Phrase(text, PhraseKind.Question, [])));

    /// <summary>Those that what was typed may become, best first.</summary>
    public IReadOnlyList<Suggestion> Find(string text, int limit) =>
    [
        .. _phrases.Find(text).Take(limit)
            .Select(match => new Suggestion(match.Phrase.Text, match.Phrase.Kind, null, match.Typos, match.IsStart)),
    ];
}
