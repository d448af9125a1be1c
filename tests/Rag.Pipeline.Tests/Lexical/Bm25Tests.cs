using Rag.Pipeline.Lexical;

namespace Rag.Pipeline.Tests.Lexical;

public sealed class Bm25Tests
{
    [Fact]
    public void A_rare_term_weighs_more_and_none_weighs_nothing()
    {
        Assert.Equal(1.9924301646902063, Bm25.Idf(chunks: 10, matching: 1), 12);
        Assert.Equal(0.04652001563489282, Bm25.Idf(chunks: 10, matching: 10), 12);
    }

    [Fact]
    public void Frequency_saturates_and_length_is_held_against_a_passage()
    {
        Assert.Equal(1 / 2.2, Bm25.Saturation(frequency: 1, length: 100, averageLength: 100), 12);
        Assert.Equal(3 / 4.2, Bm25.Saturation(frequency: 3, length: 100, averageLength: 100), 12);
        Assert.Equal(1 / 3.1, Bm25.Saturation(frequency: 1, length: 200, averageLength: 100), 12);
    }
}
