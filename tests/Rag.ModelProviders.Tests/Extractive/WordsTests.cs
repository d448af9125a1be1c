using Rag.ModelProviders.Extractive;

namespace Rag.ModelProviders.Tests.Extractive;

public sealed class WordsTests
{
    [Theory]
    [InlineData("One two. [1]", "One| two.| [1]")]
    [InlineData("", "")]
    [InlineData("氧是一种化学元素它的原子序数是八。", "氧是一种化学元素它的原子|序数是八。")]
    public void Pieces_are_words(string text, string pieces) => Assert.Equal(pieces, string.Join('|', Words.Of(text)));

    [Fact]
    public void A_surrogate_pair_stays_in_one_piece()
    {
        string text = "x" + string.Concat(Enumerable.Repeat("😀", 20));

        Assert.All(Words.Of(text), piece => Assert.False(char.IsLowSurrogate(piece[0])));
        Assert.Equal(text, string.Concat(Words.Of(text)));
    }
}
