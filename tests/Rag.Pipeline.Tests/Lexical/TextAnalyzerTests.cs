using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Tests.Lexical;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("getUserName", "getusernam get user name")]
    [InlineData("XMLHttpRequest", "xmlhttprequest xml http request")]
    [InlineData("utf8Decoder", "utf8decoder utf8 decod")]
    [InlineData("PostgreSQL", "postgresql")]
    [InlineData("iPhone", "iphon")]
    [InlineData("Otter", "otter")]
    [InlineData("NATO", "nato")]
    [InlineData("O'Neill", "o'neill")]
    public void A_word_with_capitals_inside_gives_its_parts_too(string text, string terms) =>
        Assert.Equal(terms, string.Join(' ', TextAnalyzer.Analyze(text).Select(term => term.Text)));

    [Theory]
    [InlineData("The Panthers' defense surrendered 308 points", "panther defens surrend 308 point")]
    [InlineData("O'Neil’s dog’s N.F.L. e.g. U.S.", "o'neil dog n f l e g u s")]
    [InlineData("1,000.50 and 3.14, v1.2; 5,a", "1,000.50 3.14 v1.2 5")]
    [InlineData("max_tokens __init__ _ ___ client.messages", "max token init client messag")]
    [InlineData("word.5 5.word", "word 5 5 word")]
    public void English_is_cut_into_words_and_numbers(string text, string terms) =>
        Assert.Equal(terms, Terms(text));

    [Fact]
    public void Combining_marks_stay_inside_hindi_words() =>
        Assert.Equal("पैंथर्स की रक्षा ने कितने अंक दिए", Terms("पैंथर्स की रक्षा ने कितने अंक दिए?"));

    [Theory]
    [InlineData("Straße STRASSE", "strass strass")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ οδόσ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ﬁne Ａｂｃ Größe", "fine abc grösse")]
    [InlineData("Gro\u0308ße", "grösse")]
    [InlineData("infor\u00ADmation ser\u200Dvice", "inform servic")]
    public void Spellings_of_one_word_become_one_term(string text, string terms) =>
        Assert.Equal(terms, Terms(text));

    [Theory]
    [InlineData("黑豹队的防守", "黑豹 豹队 队的 的防 防守")]
    [InlineData("在 2016年2月", "在 2016 年 2 月")]
    [InlineData("ｶﾞｰﾄﾞ", "ガー ード")]
    [InlineData("カタカナと漢字", "カタ タカ カナ ナと と漢 漢字")]
    [InlineData("대학교에서 한국", "대학 학교 교에 에서 한국")]
    [InlineData("𠀀𠀁𠀂", "𠀀𠀁 𠀁𠀂")]
    [InlineData("ภาษาไทย", "ภาษา ษาไท ไทย")]
    public void Text_without_spaces_becomes_pairs_of_characters(string text, string terms) =>
        Assert.Equal(terms, Terms(text));

    [Theory]
    [InlineData("6½ sacks", "6 1 2 sack")]
    [InlineData("treaty¹ m²", "treati 1 m 2")]
    [InlineData("㎏ 🎉 \ud800x\udc00", "x")]
    public void Number_signs_are_words_of_their_own(string text, string terms) => Assert.Equal(terms, Terms(text));

    [Fact]
    public void Terms_tell_where_they_stand()
    {
        IReadOnlyList<Term> terms = TextAnalyzer.Analyze("The Dogs’ 黑豹队 Gro\u0308ße");

        Assert.Equal(
            [new("dog", 4, 8), new("黑豹", 10, 12), new("豹队", 11, 13), new("grösse", 14, 20)],
            terms);
    }

    [Fact]
    public void A_word_without_end_is_cut_into_words_of_bounded_length()
    {
        IReadOnlyList<Term> terms = TextAnalyzer.Analyze(new string('7', 1000) + " " + new string('①', 600) + "ﷺ");

        Assert.All(terms, term => Assert.InRange(term.Text.Length, 1, 512));
        Assert.Equal(4, terms.Count(term => term.End <= 1000));
    }

    [Fact]
    public void Any_text_gives_non_empty_bounded_terms_in_order()
    {
        Prop.ForAll<string?>(any =>
        {
            string text = any ?? "";
            IReadOnlyList<Term> terms = TextAnalyzer.Analyze(text);
            Assert.All(terms, term => Assert.InRange(term.Text.Length, 1, 512));
            Assert.All(terms, term => Assert.True(0 <= term.Start && term.Start < term.End && term.End <= text.Length));
            Assert.Equal(terms.Select(term => term.Start), terms.Select(term => term.Start).Order());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Composed_and_decomposed_text_give_the_same_terms()
    {
        Prop.ForAll(
            Gen.Elements("é", "e\u0301", "Ö", "ガ", "한", "क़", "ﬁ", "x", " ", "7", "ạ\u0302").ListOf().ToArbitrary(),
            pieces =>
            {
                string text = string.Concat(pieces);
                Assert.Equal(Terms(text), Terms(text.Normalize(NormalizationForm.FormD)));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_letter_that_skips_normalisation_is_normalised_beside_any_other()
    {
        char[] letters = [.. Enumerable.Range(128, 0xFFFF - 128).Select(code => (char)code)
            .Where(CharacterClasses.IsSurelyNormalized)];
        var random = new Random(20260101);
        for (int round = 0; round < 200_000; round++)
        {
            string pair = $"{letters[random.Next(letters.Length)]}{letters[random.Next(letters.Length)]}";
            Assert.True(pair.IsNormalized(NormalizationForm.FormKC), pair);
        }
        Assert.All(letters, letter => Assert.True(
            letter.ToString().IsNormalized(NormalizationForm.FormKC),
            ((int)letter).ToString("x", CultureInfo.InvariantCulture)));
    }

    private static string Terms(string text) => string.Join(' ', TextAnalyzer.Analyze(text).Select(term => term.Text));
}
