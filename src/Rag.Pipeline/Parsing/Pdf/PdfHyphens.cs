using System.Buffers;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Parsing.Pdf;

/// <summary>
/// Decides what becomes of a hyphen at the end of a line: <c>infor-|mation</c> or <c>well-|known</c>? The document's
/// own words are asked first.
/// </summary>
internal sealed partial class PdfHyphens
{
    // "Haupt- und Nebensatz", "pre- and postwar": the hyphen stands for the rest of the word.
    private static readonly HashSet<string> Conjunctions =
        new(StringComparer.Ordinal) { "AND", "OR", "UND", "ODER", "BZW", "SOWIE", "OCH", "ELLER", "OG" };

    // Words before a hyphen that seldom are the beginning of a longer one.
    private static readonly HashSet<string> Heads = new(StringComparer.Ordinal)
    {
        "WELL", "SELF", "NON", "CROSS", "HIGH", "LOW", "LONG", "SHORT", "REAL", "TWO", "THREE", "FOUR", "FIVE", "SIX",
        "ONE", "FIRST", "SECOND", "THIRD", "FULL", "HALF", "OPEN", "USER", "STATE", "END", "POST", "EX", "MULTI",
        "SEMI",
    };

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("/\\_.@=");

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _pairs = new(StringComparer.Ordinal);

    public PdfHyphens(IEnumerable<PdfPage> pages)
    {
        foreach (PdfPage page in pages)
            foreach (List<PdfLine> block in page.Blocks)
                Collect(block);
    }

    /// <summary>Whether a line ends with a hyphen that a word is in front of.</summary>
    public static bool EndsInHyphen(string line) =>
        line.Length > 1 && line[^1] is '-' or '\u00AD' or '\u2010' && char.IsLetterOrDigit(line[^2]);

    /// <summary>How a line that ends in a hyphen goes on.</summary>
    public PdfJoint Join(string line, string next)
    {
        if (line[^1] == '\u00AD')
            return PdfJoint.DropHyphen;
        string head = LastWord().Match(line, 0, line.Length - 1).Value;
        string tail = FirstWord().Match(next).Value;
        bool areCapitals = IsCapitals(head) && IsCapitals(tail);
        // Behind a digit or before one, before a capital: 2020-2021, COVID-19, Anglo-Saxon.
        if (head.Length == 0 || tail.Length == 0 || IsCode(line) || !(char.IsLower(tail[0]) || areCapitals))
            return PdfJoint.None;
        (string upperHead, string upperTail) = (head.ToUpperInvariant(), tail.ToUpperInvariant());
        int joined = Count(_words, upperHead + upperTail);
        int hyphenated = Count(_pairs, $"{upperHead}-{upperTail}");
        if (Conjunctions.Contains(upperTail) && joined == 0)
            return PdfJoint.Space;
        if (joined > 0 || hyphenated > 0)
            return joined >= hyphenated ? PdfJoint.DropHyphen : PdfJoint.None;
        // USB-stick
        if (IsCapitals(head) && !areCapitals)
            return PdfJoint.None;
        return KeepsUnseen(line, upperHead, upperTail) ? PdfJoint.None : PdfJoint.DropHyphen;
    }

    // Neither form occurs elsewhere.
    private bool KeepsUnseen(string line, string head, string tail)
    {
        bool areWords = Count(_words, tail) > 0 && Count(_words, head) > 0;
        bool isCompound = line[..^1].LastIndexOf('-') > line.LastIndexOf(' ');
        return (isCompound && areWords) || (Heads.Contains(head) && Count(_words, tail) > 0);
    }

    private static bool IsCapitals(string word) => word.Length > 1 && word.All(char.IsUpper);

    // Addresses, paths and names with signs in them.
    private static bool IsCode(string line)
    {
        ReadOnlySpan<char> word = line.AsSpan(line.LastIndexOf(' ') + 1);
        return word.ContainsAny(CodeSigns);
    }

    private static int Count(Dictionary<string, int> counts, string word) => counts.GetValueOrDefault(word);

    private void Collect(List<PdfLine> block)
    {
        bool isBroken = false;
        foreach (PdfLine line in block)
        {
            ReadOnlySpan<char> text = line.Text;
            int first = 0;
            // The two halves of a broken word are no words.
            if (isBroken)
                first = FirstToken().Match(line.Text).Length;
            isBroken = EndsInHyphen(line.Text);
            int end = isBroken ? line.Text.LastIndexOf(' ') + 1 : line.Text.Length;
            if (first < end)
                Collect(text[first..end]);
        }
    }

    private void Collect(ReadOnlySpan<char> text)
    {
        string? before = null;
        int beforeEnd = -1;
        foreach (ValueMatch match in Word().EnumerateMatches(text))
        {
            string word = text.Slice(match.Index, match.Length).ToString().ToUpperInvariant();
            _words[word] = Count(_words, word) + 1;
            if (before is not null && match.Index == beforeEnd + 1 && text[beforeEnd] is '-' or '\u2010')
                _pairs[$"{before}-{word}"] = Count(_pairs, $"{before}-{word}") + 1;
            before = word;
            beforeEnd = match.Index + match.Length;
        }
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}\p{M}]+\z", RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"\A[\p{L}\p{M}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"\A\S+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstToken();
}
