using Rag.Pipeline.Retrieval;

namespace Rag.Pipeline.Tests.Retrieval;

public sealed class TermSetTests
{
    [Fact]
    public void Resemblance_is_the_share_of_common_runs()
    {
        // Runs of three: abc bcd cde against abc bcd cdx.
        var left = TermSet.Of("alpha bravo charlie delta echo", 3);
        var right = TermSet.Of("alpha bravo charlie delta xray", 3);

        Assert.Equal(0.5, left.Resemblance(right), 6);
        Assert.Equal(1, left.Resemblance(left), 6);
    }

    [Fact]
    public void Cosine_counts_distinct_terms()
    {
        var left = TermSet.Of("alpha alpha bravo", 1);
        var right = TermSet.Of("bravo charlie", 1);

        Assert.Equal(0.5, left.Cosine(right), 6);
    }

    [Fact]
    public void A_text_shorter_than_a_run_is_one_run()
    {
        Assert.Equal(1, TermSet.Of("alpha bravo", 3).Resemblance(TermSet.Of("Alpha, bravo!", 3)), 6);
        Assert.Equal(0, TermSet.Of("alpha bravo", 3).Resemblance(TermSet.Of("bravo alpha", 3)), 6);
    }

    [Fact]
    public void Texts_without_words_resemble_each_other() =>
        Assert.Equal(1, TermSet.Of("…", 3).Resemblance(TermSet.Of("", 3)), 6);
}
