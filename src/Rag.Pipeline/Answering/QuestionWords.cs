using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Answering;

/// <summary>
/// The words of a question that change its answer and hardly its embedding: numbers, identifiers, names, negations,
/// opposites and what is asked for. Two questions share an answer only if they have the same of them. Errs on the
/// side of a difference: that costs a call of the model, the other side costs the truth.
/// </summary>
internal sealed partial class QuestionWords
{
    private static readonly FrozenSet<string> Numbers = Set(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        + "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
        + "billion half twice first second third fourth fifth sixth seventh eighth ninth tenth");

    private static readonly FrozenSet<string> Negations = Set(
        "not no never none nobody nothing neither nor without cannot except excluding unless "
        + "nicht kein keine keinen keiner keines keinem nie niemals ohne außer ne pas jamais sans aucun aucune sauf "
        + "nunca sin jamás ningún ninguna non mai senza");

    private static readonly FrozenSet<string> Opposites = Set(
        "before after since until more less fewer most least highest lowest higher lower largest smallest larger "
        + "smaller biggest greatest longest shortest oldest newest earliest latest last next previous minimum maximum "
        + "min max above below over under start end begin increase decrease all any only always best worst");

    private static readonly FrozenSet<string> Asked = Set("who whom whose when where why how which what");

    /// <summary>Words that begin a question and are no names for it.</summary>
    private static readonly FrozenSet<string> Openers = Set(
        "is are was were be do does did can could should shall will would may might must has have had in on at the a "
        + "an to for from of by with name list tell please explain describe give show along during under according if "
        + "and it there this that these those as into through");

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private int _negations;
    private bool _isReadable = true;

    private QuestionWords()
    {
    }

    /// <summary>Reads a question.</summary>
    public static QuestionWords Of(string question)
    {
        var read = new QuestionWords();
        bool isFirst = true;
        foreach (Match match in Word().Matches(question))
        {
            read.Add(match.Value, isFirst);
            isFirst = false;
        }

        return read;
    }

    /// <summary>Whether both have the same of these words.</summary>
    public bool Agree(QuestionWords other) => _isReadable && other._isReadable
        && _negations == other._negations && _words.SetEquals(other._words);

    private void Add(string word, bool isFirst)
    {
        // Without capitals nobody can tell a name by its look.
        _isReadable &= !word.Any(static c => char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter);
        string lower = word.ToLowerInvariant().Replace('’', '\'');
        if (lower.EndsWith("'s", StringComparison.Ordinal)) lower = lower[..^2];
        if (Negations.Contains(lower) || lower.EndsWith("n't", StringComparison.Ordinal)) _negations++;
        else if (Numbers.Contains(lower) || Opposites.Contains(lower) || Asked.Contains(lower)) _words.Add(lower);
        else if (word.Any(char.IsDigit) || word.AsSpan(1).ContainsAnyInRange('A', 'Z') || word.Contains('_')
            || (char.IsUpper(word[0]) && !(isFirst && Openers.Contains(lower))))
        {
            _words.Add(lower);
        }
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_]|[.,'’:/+\-](?=[\p{L}\p{N}_]))*")]
    private static partial Regex Word();
}
