using System.Collections.Frozen;

namespace Rag.ModelProviders.Extractive;

/// <summary>
/// Words, as the text analysis gives them, that make a sentence a question or hold it together but say nothing of its
/// subject: English, German, Hindi and Chinese. Of other languages they merely count as words that no passage holds.
/// </summary>
internal static class QuestionWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.ToFrozenSet(
        (
        // English, as stemmed
        "what which who whom whose when where why how mani much do doe did done has have had were been can could " +
        "would should must may might some ani you your i me my we our us from about also than so he she his her " +
        "him them what's who's " +
        // German
        "wer wen wem wessen wann wo woher wohin warum weshalb wie viele viel welche welcher welches welchen welchem " +
        "der die das den dem des ein eine einen einem einer eines und oder ist sind war waren wird wurde wurden " +
        "werden hat haben hatte hatten kann können sich im am auf aus bei mit von vom zu zum zur für als es er sie " +
        "nicht " +
        // Hindi
        "क्या कौन कौनसा कौनसी कब कहां कहाँ क्यों कैसे कितना कितने कितनी किस किसने किसे किसका किसके किसकी किन " +
        "का के की को ने से में पर है हैं था थे थी और या यह वह इस उस एक लिए द्वारा " +
        // Chinese, in pairs
        "什么 什麼 哪个 哪些 哪里 哪一 何时 为什 多少 几个 如何 怎么 谁是 是谁 是什 是多 有多 多大 多久 的是")
        .Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Numbers = FrozenSet.ToFrozenSet(
        "mani much when year viele viel wann jahr कितना कितने कितनी कब 多少 几个 何时 哪一 多大 多久"
        .Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a term says nothing of the subject.</summary>
    public static bool Contains(ReadOnlySpan<char> term) => Words.Contains(term);

    /// <summary>Whether a term of a question asks for a number or a date.</summary>
    public static bool AsksForNumber(ReadOnlySpan<char> term) => Numbers.Contains(term);
}
