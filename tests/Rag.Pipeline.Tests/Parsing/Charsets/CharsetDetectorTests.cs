using System.Text;
using Rag.Pipeline.Parsing.Charsets;

namespace Rag.Pipeline.Tests.Parsing.Charsets;

public class CharsetDetectorTests(ITestOutputHelper output)
{
    // All 61 files as of the first version; one may be lost to a change that wins elsewhere.
    private const int LeastRight = 60;

    [Fact]
    public void Files_named_by_their_charset_decode_to_the_same_text()
    {
        string root = Sources.Data("encodings/utf-unknown/Data");
        string[] paths = [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order()];

        int right = paths.Count(path => IsRight(root, path));

        output.WriteLine($"{right} of {paths.Length} right");
        Assert.True(right >= LeastRight, $"{right} of {paths.Length} right");
    }

    [Theory]
    [InlineData("windows-1252", "Le café était fermé à midi, mais l’été dernier il était ouvert.")]
    [InlineData("windows-1251", "Съешь же ещё этих мягких французских булок да выпей чаю.")]
    [InlineData("koi8-r", "Съешь же ещё этих мягких французских булок да выпей чаю.")]
    [InlineData("iso-8859-2", "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl starý muž.")]
    [InlineData("windows-1253", "Η γρήγορη αλεπού πηδάει πάνω από τον τεμπέλη σκύλο.")]
    [InlineData("shift_jis", "これは日本語の文章です。文字コードを調べます。")]
    [InlineData("euc-jp", "これは日本語の文章です。文字コードを調べます。")]
    [InlineData("euc-kr", "이것은 한국어 문장입니다. 문자 코드를 확인합니다.")]
    [InlineData("gb18030", "这是一个中文的文件，我们要看它的编码是什么。")]
    [InlineData("big5", "這是一個中文的文件，我們要看它的編碼是什麼。")]
    public void A_single_sentence_is_enough(string charset, string sentence)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        DecodedText decoded = TextDecoder.Decode(Encoding.GetEncoding(charset).GetBytes(sentence));

        Assert.Equal(sentence, decoded.Text);
        Assert.True(decoded.IsGuess);
        Assert.NotNull(decoded.Warning);
    }

    private bool IsRight(string root, string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string charset = Path.GetFileName(Path.GetDirectoryName(path)!).Split(' ')[0];
        Encoding expected = charset switch
        {
            "cp949" => Encoding.GetEncoding(949),
            "iso-8859-11" or "tis-620" => Encoding.GetEncoding(874),
            "x-mac-ce" => Encoding.GetEncoding(10029),
            _ => Encoding.GetEncoding(charset),
        };
        byte[] bytes = File.ReadAllBytes(path);
        DecodedText decoded = TextDecoder.Decode(bytes);
        bool isRight = decoded.Text.TrimStart('\uFEFF') == expected.GetString(bytes).TrimStart('\uFEFF');
        if (!isRight)
            output.WriteLine($"{Path.GetRelativePath(root, path)}: read as {decoded.Charset}");
        return isRight;
    }
}
