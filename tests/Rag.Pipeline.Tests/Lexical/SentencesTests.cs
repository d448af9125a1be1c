using FsCheck;
using FsCheck.Fluent;
using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Tests.Lexical;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("It cost 3.5 million. Then v1.2 came.", "It cost 3.5 million.|Then v1.2 came.")]
    [InlineData("Dr. J. Smith of the U.S. Army spoke. He left.", "Dr. J. Smith of the U.S. Army spoke.|He left.")]
    [InlineData("Birds, e.g. owls, fly. approx. five do.", "Birds, e.g. owls, fly. approx. five do.")]
    [InlineData("he scored 24 points. the panthers won.", "he scored 24 points.|the panthers won.")]
    [InlineData("He said \"Stop.\" Then he left.", "He said \"Stop.\"|Then he left.")]
    [InlineData("Wait... what? Yes (really). No.", "Wait... what?|Yes (really).|No.")]
    [InlineData("Am 3. Oktober war es, bzw. fast. Danach nicht.", "Am 3. Oktober war es, bzw. fast.|Danach nicht.")]
    [InlineData("He won 24. Then he lost.", "He won 24.|Then he lost.")]
    [InlineData("黑豹队丢了308分。他们赢了！真的？", "黑豹队丢了308分。|他们赢了！|真的？")]
    [InlineData("「行く。」と言った。", "「行く。」|と言った。")]
    [InlineData("टीम ने 308 अंक दिए। वह जीती।", "टीम ने 308 अंक दिए।|वह जीती।")]
    [InlineData("A title\n\nA line\nand its rest. End", "A title|A line\nand its rest.|End")]
    [InlineData("Steps:\n- one\n- two\n1. three\n# Head", "Steps:|- one|- two|1. three|# Head")]
    public void Sentences_end_where_a_reader_would_end_them(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', All(text)));

    [Fact]
    public void Every_character_but_blanks_between_lies_in_a_sentence()
    {
        Prop.ForAll<string?>(any =>
        {
            string text = any ?? "";
            Assert.Equal(
                string.Concat(text.Where(character => !char.IsWhiteSpace(character))),
                string.Concat(string.Concat(All(text)).Where(character => !char.IsWhiteSpace(character))));
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> All(string text)
    {
        var sentences = new List<string>();
        for (int start = 0; start < text.Length;)
        {
            int end = Sentences.EndOf(text, start);
            Assert.True(end > start);
            sentences.Add(text[start..end].Trim());
            start = end;
        }
        return sentences;
    }
}
