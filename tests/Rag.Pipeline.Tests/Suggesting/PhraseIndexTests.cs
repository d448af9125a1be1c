using Rag.Pipeline.Suggesting;

namespace Rag.Pipeline.Tests.Suggesting;

public sealed class PhraseIndexTests
{
    [Theory]
    [InlineData("batt", "Battery guide", "Charging the battery")]
    [InlineData("BATTERY G", "Battery guide")]
    [InlineData("bat ch", "Charging the battery")]
    [InlineData("the", "Charging the battery")]
    [InlineData("übers", "Übersicht der Prüfungen")]
    [InlineData("电池", "锂电池充电")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData(" ?! ")]
    public void Each_typed_word_begins_a_word_of_the_phrase(string typed, params string[] expected) =>
        Assert.Equal(expected, Find(typed));

    [Theory]
    [InlineData("batery", "Battery guide", "Charging the battery")]
    [InlineData("bateryy")]
    [InlineData("chrag", "Charging the battery")]
    [InlineData("pruf", "Übersicht der Prüfungen")]
    [InlineData("bta")]
    [InlineData("pattery")]
    [InlineData("preformance", "Performance")]
    public void One_slip_is_forgiven_from_four_letters_on_and_two_from_eight(
        string typed, params string[] expected) => Assert.Equal(expected, Find(typed));

    [Fact]
    public void What_is_typed_right_comes_before_slips_then_what_begins_with_it_then_titles_then_the_shortest()
    {
        var index = new PhraseIndex(
        [
            Of("Station planning", PhraseKind.Title),
            Of("Statics", PhraseKind.Title),
            Of("The static load of beams", PhraseKind.Title),
            Of("Static", PhraseKind.Heading),
            Of("Static loads", PhraseKind.Title),
            Of("Static IP address", PhraseKind.Question),
        ]);

        Assert.Equal(
            ["Statics", "Static loads", "Static IP address", "Static", "The static load of beams", "Station planning"],
            index.Find("static").Select(match => match.Phrase.Text));
        Assert.Equal([0, 0, 0, 0, 0, 1], index.Find("static").Select(match => match.Typos));
    }

    private static IEnumerable<string> Find(string typed) => new PhraseIndex(
    [
        Of("Battery guide", PhraseKind.Title), Of("Charging the battery", PhraseKind.Heading),
        Of("Übersicht der Prüfungen", PhraseKind.Title), Of("锂电池充电", PhraseKind.Title),
        Of("Performance", PhraseKind.Title),
    ]).Find(typed).Select(match => match.Phrase.Text);

    private static Phrase Of(string text, PhraseKind kind) => new(text, kind, []);
}
