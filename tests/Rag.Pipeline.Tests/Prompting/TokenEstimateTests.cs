using Rag.Pipeline.Prompting;

namespace Rag.Pipeline.Tests.Prompting;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData("abcdefgh", 2, "abcdefgh")]
    [InlineData("abcdefghi", 2, "abcdefgh")]
    [InlineData("abcd東京", 2, "abcd東")]
    [InlineData("東京都", 0, "")]
    [InlineData("東😀", 2, "東")]
    public void A_text_is_cut_at_so_many_tokens_and_never_within_a_character(string text, int tokens, string kept) =>
        Assert.Equal(kept, TokenEstimate.Cut(text, tokens));
}
