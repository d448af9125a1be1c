using Rag.ModelProviders.Extractive;

namespace Rag.ModelProviders.Tests.Extractive;

public sealed class KinshipTests
{
    [Theory]
    [InlineData("verteidigung", "verteidigungen", .857)]
    [InlineData("bundesregierung", "regierung", .6)]
    [InlineData("haus", "hausdach", 0)]
    [InlineData("atomkraftwerk", "atomkraft", .692)]
    [InlineData("gewinnt", "gewinner", .75)]
    [InlineData("regierung", "regen", 0)]
    [InlineData("nation", "station", 0)]
    [InlineData("राजधानी", "राजधानियों", .6)]
    public void Words_with_a_stem_in_common_are_kin(string one, string other, double share)
    {
        Assert.Equal(share, Kinship.Of(one, other), 3);
        Assert.Equal(share, Kinship.Of(other, one), 3);
    }

    [Theory]
    [InlineData("regierung", true)]
    [InlineData("rat", false)]
    [InlineData("2015er", false)]
    [InlineData("政府机构", false)]
    public void Numbers_short_words_and_east_asian_terms_have_no_kin(string term, bool can)
    {
        Assert.Equal(can, Kinship.CanHave(term));
    }
}
