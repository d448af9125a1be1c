using System.Buffers;
using System.Text;

namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>
/// The encodings of East Asia. A valid decoding counts only if it is full of that language's frequent characters.
/// </summary>
internal static class MultiByteCharsets
{
    // Share of the non-ASCII characters that must be frequent ones. Real text has 0.3 to 0.7, misread text under 0.1.
    private const double LeastFrequentShare = 0.12;

    // A sample may end in the middle of a character, and old files hold a few vendor characters that no table knows.
    private const double MostInvalidShare = 0.01;

    private static readonly SearchValues<char> Japanese = SearchValues.Create(
        "のにはをたがでてとしれさるいもなかっらりこあますくよんきうだどつけせおそめみちえやわ、。「」・ーンスルトイラリアドクシ"
        + "ッコレフジタテロムカグプマサメ日一人年大本国中会出上行見時分者事");

    private static readonly SearchValues<char> Korean = SearchValues.Create(
        "이다는에의가을고를하지은도로사기리나한어그자아인서대정시수있것일부해과만보라장으전제여주스구면었들동조비마상성"
        + "게적오거안미신우원연무모세되국니소");

    private static readonly SearchValues<char> SimplifiedChinese = SearchValues.Create(
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成"
        + "方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公"
        + "此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合"
        + "，。、：；！？“”（）");

    private static readonly SearchValues<char> TraditionalChinese = SearchValues.Create(
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成"
        + "方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公"
        + "此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合"
        + "，。、：；！？「」（）");

    // Order breaks ties. 949 holds EUC-KR, 54936 holds GB2312 and GBK, 932 is Shift_JIS as Windows writes it.
    private static readonly (int CodePage, SearchValues<char> Frequent)[] Candidates =
        [(51932, Japanese), (932, Japanese), (949, Korean), (950, TraditionalChinese), (54936, SimplifiedChinese)];

    /// <summary>
    /// ISO-2022-JP or ISO-2022-KR, which announce themselves; <see langword="null"/> if the bytes do not.
    /// </summary>
    public static Encoding? FindByEscapes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf((byte)0x1B) < 0 || bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return null;
        if (bytes.IndexOf("\x1B$)C"u8) >= 0)
            return Encoding.GetEncoding(50225);
        return bytes.IndexOf("\x1B$B"u8) >= 0 || bytes.IndexOf("\x1B$@"u8) >= 0 ? Encoding.GetEncoding(50220) : null;
    }

    /// <summary>The most plausible encoding; <see langword="null"/> if the text is not East Asian.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> sample)
    {
        (Encoding? Encoding, double Score) best = (null, LeastFrequentShare);
        foreach ((int codePage, SearchValues<char> frequent) in Candidates)
        {
            var encoding = Encoding.GetEncoding(
                codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
            double score = FrequentShare(encoding.GetString(sample), frequent);
            if (score > best.Score)
                best = (Encoding.GetEncoding(codePage), score);
        }
        return best.Encoding;
    }

    private static double FrequentShare(string text, SearchValues<char> frequent)
    {
        int foreign = 0, common = 0, invalid = 0;
        foreach (char character in text)
        {
            if (character < 0x80)
                continue;
            foreign++;
            if (character == '\uFFFD')
                invalid++;
            else if (frequent.Contains(character))
                common++;
            else if (character is >= '\uFF61' and <= '\uFF9F' or >= '\uE000' and <= '\uF8FF')
                // Half-width katakana and private use: what other encodings look like when read as these.
                common--;
        }
        bool isValid = foreign > 0 && invalid <= Math.Max(1, foreign * MostInvalidShare);
        return isValid ? (double)common / foreign : 0;
    }
}
