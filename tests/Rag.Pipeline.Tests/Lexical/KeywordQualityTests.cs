using Rag.Pipeline.Tests.Quality;

namespace Rag.Pipeline.Tests.Lexical;

/// <summary>
/// Floors from reference runs (Lucene's English analysis; pairs for Chinese, marks kept for Hindi); they are of whole
/// pages, which costs claude-docs some of what parts of identifiers gain on passages.
/// </summary>
public sealed class KeywordQualityTests
{
    [Theory]
    [InlineData("xquad-en", .968)]
    [InlineData("xquad-de", .933)]
    [InlineData("xquad-zh", .964)]
    [InlineData("xquad-hi", .943)]
    [InlineData("cranfield", .366)]
    [InlineData("claude-docs", .696)]
    public void Ranking_by_the_shared_analysis_reaches_the_reference(string name, double floor)
    {
        RetrievalSet set = RetrievalSet.Load(name);
        var index = new KeywordIndex(set.Passages.Select(passage => passage.IndexedText));

        double gain = set.NormalizedGainAt10(question =>
            index.Search(question.Text, limit: 10).Select(hit => set.Passages[hit.Text].Id));

        TestContext.Current.TestOutputHelper!.WriteLine($"{name} nDCG@10 {gain:f4}");
        Assert.True(Math.Round(gain, 3) >= floor, $"{name}: nDCG@10 is {gain:f4}, the floor {floor}");
    }
}
