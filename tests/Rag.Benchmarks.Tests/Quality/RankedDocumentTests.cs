using Rag.Benchmarks.Quality;

namespace Rag.Benchmarks.Tests.Quality;

public sealed class RankedDocumentTests
{
    [Fact]
    public void A_document_stands_at_the_place_of_its_best_chunk()
    {
        Hit[] hits =
        [
            new("b", 0.9, new Span(0, 5)), new("a", 0.8, new Span(0, 5)),
            new("b", 0.7, new Span(5, 9)), new("c", 0.1, new Span(0, 5)),
        ];

        IReadOnlyList<RankedDocument> ranking = RankedDocument.MaxPool(hits);

        Assert.Equal([new("b", 0.9), new("a", 0.8), new("c", 0.1)], ranking);
    }
}
