using System.Text.RegularExpressions;

namespace Rag.Pipeline.Prompting;

/// <summary>The delimited places of a prompt in which what others wrote stands as data.</summary>
internal static partial class Slot
{
    public const string Source = "source";
    public const string Question = "question";
    public const string Conversation = "conversation";
    public const string Turn = "turn";

    /// <summary>
    /// Makes it impossible to open or close a slot from inside, also with what a model may read as the same: blanks,
    /// characters that show nothing, wide letters and other brackets. A readable look-alike of the bracket stays.
    /// </summary>
    public static string Neutralise(string text) =>
        text.AsSpan().IndexOfAny("<＜﹤〈⟨") < 0 ? text : Delimiter().Replace(text, "‹");

    // Between the characters of a name may stand format characters, as invisible ones in a question are not removed.
    [GeneratedRegex(
        @"[<＜﹤〈⟨](?=[\s\p{Cf}/\\／]*(?:"
        + @"[sｓ]\p{Cf}*[oｏ]\p{Cf}*[uｕ]\p{Cf}*[rｒ]\p{Cf}*[cｃ]\p{Cf}*[eｅ]"
        + @"|[qｑ]\p{Cf}*[uｕ]\p{Cf}*[eｅ]\p{Cf}*[sｓ]\p{Cf}*[tｔ]\p{Cf}*[iｉ]\p{Cf}*[oｏ]\p{Cf}*[nｎ]"
        + @"|[cｃ]\p{Cf}*[oｏ]\p{Cf}*[nｎ]\p{Cf}*[vｖ]\p{Cf}*[eｅ]\p{Cf}*[rｒ]\p{Cf}*[sｓ]\p{Cf}*[aａ]"
        + @"|[tｔ]\p{Cf}*[uｕ]\p{Cf}*[rｒ]\p{Cf}*[nｎ]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Delimiter();
}
