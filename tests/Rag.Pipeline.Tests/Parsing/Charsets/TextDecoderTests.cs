using System.Text;
using Rag.Pipeline.Parsing.Charsets;

namespace Rag.Pipeline.Tests.Parsing.Charsets;

public class TextDecoderTests
{
    public static TheoryData<string, bool> UnicodeEncodings => new()
    {
        { "utf-8", true }, { "utf-8", false }, { "utf-16", true }, { "utf-16", false }, { "utf-16BE", true },
        { "utf-16BE", false }, { "utf-32", true }, { "utf-32", false }, { "utf-32BE", true }, { "utf-32BE", false },
    };

    [Theory]
    [MemberData(nameof(UnicodeEncodings))]
    public void Unicode_is_read_with_and_without_byte_order_mark(string name, bool hasMark)
    {
        const string Text = "Grüße aus Köln.\nA second line, 日本 and 😀.\n";
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)];

        DecodedText decoded = TextDecoder.Decode(bytes);

        Assert.Equal(Text, decoded.Text);
        Assert.False(decoded.IsGuess);
    }

    [Fact]
    public void One_bad_byte_does_not_turn_utf8_into_another_encoding()
    {
        string good = string.Concat(Enumerable.Repeat("Übergröße ", 20));
        byte[] bytes = [.. Encoding.UTF8.GetBytes(good), 0xFF, .. "end"u8];

        DecodedText decoded = TextDecoder.Decode(bytes);

        Assert.Equal(good + "\uFFFDend", decoded.Text);
    }

    [Fact]
    public void A_declared_charset_beats_statistics_if_every_byte_fits()
    {
        DecodedText decoded = TextDecoder.Decode([(byte)'a', 0xE8], "windows-1251");

        Assert.Equal("aи", decoded.Text);
        Assert.False(decoded.IsGuess);
    }

    [Fact]
    public void An_unknown_declared_charset_is_ignored()
    {
        Assert.Equal("café", TextDecoder.Decode([(byte)'c', (byte)'a', (byte)'f', 0xE9], "x-nonsense").Text);
    }

    [Fact]
    public void Nothing_decodes_to_nothing()
    {
        Assert.Equal("", TextDecoder.Decode([]).Text);
    }
}
