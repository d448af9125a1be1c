using Rag.Pipeline.Lexical;

namespace Rag.Stores.Keywords;

/// <summary>A term of a query during its search.</summary>
/// <param name="postings">The passages that hold it.</param>
/// <param name="share">How much it counts beside the others: how often it stands in the query, as a rule.</param>
internal sealed class QueryTerm(PostingList postings, double share)
{
    private int _visibleCount;

    /// <summary>The passages that hold it.</summary>
    public PostingList Postings => postings;

    /// <summary>Place of the first posting that the search has not passed.</summary>
    public int Position { get; set; }

    /// <summary>What full saturation of the term adds to a score.</summary>
    public double Weight { get; private set; }

    /// <summary>The most that the term adds to any passage's score, rounded up.</summary>
    public float Bound { get; private set; }

    /// <summary>Reads how many visible passages hold it; under the lock that changes it.</summary>
    public void ReadCount_NeedsLock() => _visibleCount = postings.VisibleCount;

    /// <summary>Weighs the term.</summary>
    public void Weigh(Visibility visibility)
    {
        Weight = share * Bm25.Idf(visibility.Passages, _visibleCount);
        double most = Bm25.Saturation(postings.MaxFrequency, postings.MinLength, visibility.AverageLength);
        Bound = (float)(Weight * most * (1 + 1e-5));
    }
}
