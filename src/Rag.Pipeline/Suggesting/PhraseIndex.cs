using System.Buffers;
using System.Runtime.InteropServices;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Suggesting;

/// <summary>
/// Phrases by the beginnings of their words. What was typed matches a phrase if each of its words begins a word of the
/// phrase, in any order, slips of the hand forgiven (<see cref="EditDistance.AllowedFor"/>, the first letter right).
/// Immutable.
/// </summary>
internal sealed class PhraseIndex
{
    /// <summary>Words that are compared; what comes after them is not.</summary>
    private const int MaxWords = 12;

    private readonly Phrase[] _phrases;
    private readonly string[] _folded;
    private readonly string[] _words;
    private readonly int[][] _phrasesOf;

    /// <summary>An index of phrases.</summary>
    public PhraseIndex(IEnumerable<Phrase> phrases)
    {
        _phrases = [.. phrases.OrderBy(phrase => phrase.Text, StringComparer.Ordinal)];
        _folded = new string[_phrases.Length];
        var phrasesOf = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < _phrases.Length; i++)
        {
            List<string> words = PhraseWords.Of(_phrases[i].Text);
            _folded[i] = string.Join(' ', words);
            foreach (string word in words.Distinct())
                (CollectionsMarshal.GetValueRefOrAddDefault(phrasesOf, word, out _) ??= []).Add(i);
        }

        _words = [.. phrasesOf.Keys];
        Array.Sort(_words, StringComparer.Ordinal);
        _phrasesOf = [.. _words.Select(word => phrasesOf[word].ToArray())];
    }

    /// <summary>Size in memory, roughly.</summary>
    public long SizeBytes =>
        _folded.Sum(text => 150L + (4 * text.Length)) + _phrasesOf.Sum(phrases => 100L + (4 * phrases.Length))
        + _phrases.Sum(phrase => 32L * phrase.Witnesses.Count);

    /// <summary>
    /// The phrases that a text may become: those without slips first, then those that begin with it, then by kind, then
    /// the shortest.
    /// </summary>
    public IEnumerable<PhraseMatch> Find(string text)
    {
        List<string> words = PhraseWords.Of(text);
        if (words.Count == 0) return [];
        string start = string.Join(' ', words);
        long[] keys = Match([.. words.Distinct().Take(MaxWords)], start);
        return keys.Select(key => new PhraseMatch(
            _phrases[(int)(key & int.MaxValue)], (int)(key >> 56), (key >> 55 & 1) == 0));
    }

    private long[] Match(string[] words, string start)
    {
        byte[] matched = ArrayPool<byte>.Shared.Rent(_phrases.Length);
        byte[] typos = ArrayPool<byte>.Shared.Rent(_phrases.Length);
        Array.Clear(matched, 0, _phrases.Length);
        Array.Clear(typos, 0, _phrases.Length);
        for (int i = 0; i < words.Length; i++)
        {
            foreach ((int word, int slips) in Near(words[i]))
            {
                foreach (int phrase in _phrasesOf[word])
                {
                    if (matched[phrase] != i) continue;
                    matched[phrase] = (byte)(i + 1);
                    typos[phrase] += (byte)slips;
                }
            }
        }

        var keys = new List<long>();
        for (int i = 0; i < _phrases.Length; i++)
        {
            if (matched[i] == words.Length) keys.Add(KeyOf(i, typos[i], start));
        }

        ArrayPool<byte>.Shared.Return(matched);
        ArrayPool<byte>.Shared.Return(typos);
        keys.Sort();
        return [.. keys];
    }

    /// <summary>What orders a match, the most important in the highest bits; the phrase's place in the
    /// lowest.</summary>
    private long KeyOf(int phrase, byte typos, string start)
    {
        long isNoStart = _folded[phrase].StartsWith(start, StringComparison.Ordinal) ? 0 : 1;
        long length = Math.Min(_folded[phrase].Length, 0xFFFF);
        return ((long)typos << 56) | (isNoStart << 55) | ((long)_phrases[phrase].Kind << 52) | (length << 32)
            | (uint)phrase;
    }

    /// <summary>The words that a typed one begins, then those that it does with slips, fewest first.</summary>
    private List<(int Word, int Slips)> Near(string typed)
    {
        var near = new List<(int Word, int Slips)>();
        (int first, int end) = Range(typed);
        for (int word = first; word < end; word++) near.Add((word, 0));
        int allowed = EditDistance.AllowedFor(typed.Length);
        if (allowed == 0) return near;
        (int from, int to) = Range(typed[..1]);
        for (int word = from; word < to; word++)
        {
            int slips = EditDistance.ToPrefix(typed, _words[word], allowed);
            if (slips > 0 && slips <= allowed) near.Add((word, slips));
        }

        near.Sort((left, right) => left.Slips.CompareTo(right.Slips));
        return near;
    }

    private (int First, int End) Range(string beginning)
    {
        int first = Array.BinarySearch(_words, beginning, StringComparer.Ordinal);
        if (first < 0) first = ~first;
        int end = Array.BinarySearch(_words, beginning + '\uFFFF', StringComparer.Ordinal);
        return (first, end < 0 ? ~end : end);
    }
}
