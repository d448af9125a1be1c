using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Tests.Lexical;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("battery", "battery", 0)]
    [InlineData("battery", "batery", 1)]
    [InlineData("battery", "baterry", 2)]
    [InlineData("battery", "abttery", 1)]
    [InlineData("battery", "bettery", 1)]
    [InlineData("battery", "batterys", 1)]
    [InlineData("", "ab", 2)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void A_slip_is_a_letter_too_many_too_few_changed_or_swapped_with_its_neighbour(
        string word, string other, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(word, other, 3));
        Assert.Equal(expected, EditDistance.Between(other, word, 3));
    }

    [Theory]
    [InlineData("kitten", "sitting", 2, 3)]
    [InlineData("a", "abcdefgh", 2, 3)]
    [InlineData("abc", "xyz", 0, 1)]
    public void Beyond_the_limit_is_the_limit_and_one(string word, string other, int limit, int expected) =>
        Assert.Equal(expected, EditDistance.Between(word, other, limit));

    [Theory]
    [InlineData("batt", "battery", 0)]
    [InlineData("btat", "battery", 1)]
    [InlineData("bate", "battery", 1)]
    [InlineData("charging", "chargin", 1)]
    [InlineData("zzzz", "battery", 3)]
    public void A_beginning_is_as_near_as_its_nearest(string word, string other, int expected) =>
        Assert.Equal(expected, EditDistance.ToPrefix(word, other, 2));

    [Fact]
    public void A_word_too_long_to_be_a_slip_is_never_near()
    {
        var word = new string('a', 65);

        Assert.Equal(3, EditDistance.Between(word, word, 2));
    }
}
