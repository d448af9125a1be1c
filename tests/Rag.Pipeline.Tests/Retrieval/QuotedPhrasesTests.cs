using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class QuotedPhrasesTests
{
    [Theory]
    [InlineData("who wrote \"grain directory\"", "The Grain Directories of mills", true)]
    [InlineData("who wrote \"grain directory\"", "directory of grain", false)]
    [InlineData("“grain directory” and «user name»", "grain directory; call getUserName", true)]
    [InlineData("“grain directory” and «user name»", "grain directory", false)]
    [InlineData("„rote Grütze“ bitte", "eine rote Grütze", true)]
    [InlineData("\"grain\" alone", "nothing", true)]
    [InlineData("5\" pipe", "nothing", true)]
    [InlineData("\"\"", "nothing", true)]
    public void A_text_holds_a_phrase_if_its_terms_stand_together(string query, string text, bool expected) =>
        Assert.Equal(expected, new QuotedPhrases(query).AreIn(text));

    [Theory]
    [InlineData("no quotation", true)]
    [InlineData("one \"word\"", true)]
    [InlineData("\"two words\"", false)]
    [InlineData("an open \"quotation mark", true)]
    public void Only_quotations_of_several_terms_count(string query, bool isEmpty) =>
        Assert.Equal(isEmpty, new QuotedPhrases(query).IsEmpty);
}
