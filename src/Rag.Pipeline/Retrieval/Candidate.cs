namespace Rag.Pipeline.Retrieval;

/// <summary>A chunk that at least one leg has found.</summary>
/// <param name="Target">0-based position of its collection among the request's targets.</param>
/// <param name="Id">The chunk.</param>
/// <param name="VectorScore">The metric's similarity, if known.</param>
/// <param name="KeywordScore">BM25, if the keyword leg found it.</param>
/// <param name="Score">The score that orders.</param>
internal readonly record struct Candidate(
    int Target, ChunkId Id, float? VectorScore, float? KeywordScore, double Score)
{
    /// <summary>Orders by score, greatest first; ties by chunk id, so that the order is always the same.</summary>
    public static int CompareBestFirst(Candidate left, Candidate right)
    {
        int byScore = right.Score.CompareTo(left.Score);
        if (byScore != 0) return byScore;
        int byId = left.Id.CompareTo(right.Id);
        return byId != 0 ? byId : left.Target.CompareTo(right.Target);
    }
}
