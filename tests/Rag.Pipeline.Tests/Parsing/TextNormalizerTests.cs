using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

public class TextNormalizerTests
{
    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a\r\r\nb", "a\n\nb")]
    [InlineData("a\u2028b\u2029c\u0085d\fe\vf", "a\nb\nc\nd\ne\nf")]
    public void Every_line_end_becomes_a_line_feed(string text, string expected)
    {
        Assert.Equal(expected, Normalize(text, out string[] warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Control_characters_but_tab_and_line_feed_are_removed_and_counted()
    {
        Assert.Equal("a\tb\nc", Normalize("\0a\tb\u0001\n\u007F\u009Fc", out string[] warnings));
        Assert.Equal(["4 control characters were removed."], warnings);
    }

    [Fact]
    public void Tag_characters_bidi_controls_and_zero_width_spaces_are_removed_and_counted()
    {
        string smuggled = char.ConvertFromUtf32(0xE0001) + char.ConvertFromUtf32(0xE0041) + "\u202E\u200B\u00AD\uFEFF";

        Assert.Equal("safe", Normalize("sa" + smuggled + "fe", out string[] warnings));
        Assert.Equal(["6 invisible characters (zero-width, bidirectional or tag) were removed."], warnings);
    }

    [Fact]
    public void Joiners_that_scripts_and_emoji_need_are_kept()
    {
        const string Text = "می\u200Cخواهم 👨\u200D👩\u200D👧 ❤\uFE0F";

        Assert.Equal(Text, Normalize(Text, out string[] warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Lone_surrogates_are_replaced_and_pairs_kept()
    {
        Assert.Equal("😀\uFFFDx\uFFFD", Normalize("😀\uD83Dx\uDE00", out string[] warnings));
        Assert.Equal(["2 broken characters (lone surrogates) were replaced."], warnings);
    }

    [Fact]
    public void Length_counts_what_is_left_after_normalisation()
    {
        var normalizer = new TextNormalizer();

        normalizer.Append("\uFEFFa\r\nb\0");

        Assert.Equal(3, normalizer.Length);
    }

    private static string Normalize(string text, out string[] warnings)
    {
        var normalizer = new TextNormalizer();
        normalizer.Append(text);
        warnings = [.. normalizer.Warnings()];
        return normalizer.ToString();
    }
}
