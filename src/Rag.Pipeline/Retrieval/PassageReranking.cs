using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Retrieval;

/// <summary>
/// Orders passages anew by what a reranker says of them. One that fails costs its effect, not the search: the order
/// stays, and the result says so.
/// </summary>
internal sealed class PassageReranking(IRerankers rerankers, TimeProvider time)
{
    public async Task<RerankedPassages> RerankAsync(
        RetrievalRequest request,
        IReadOnlyList<Passage> passages,
        UsageTally usage,
        CancellationToken cancellationToken)
    {
        if (request.Reranker is not { } name) return new RerankedPassages(passages, null, null);
        IReadOnlyList<Passage> judged = [.. passages.Take(Retriever.CandidatesPerLeg)];
        if (judged.Count == 0) return new RerankedPassages(judged, TimeSpan.Zero, null);
        long start = time.GetTimestamp();
        try
        {
            IReadOnlyList<double> scores = await Reranker(name).ScoreAsync(
                request.Texts[0],
                [.. judged.Select(passage => new RerankCandidate(TextOf(passage), passage.Score))],
                usage,
                cancellationToken);
            return new RerankedPassages(
                Order(judged, scores, request.MinScore ?? double.NegativeInfinity), time.GetElapsedTime(start), null);
        }
        catch (ModelException exception)
        {
            IReadOnlyList<Passage> kept = request.MinScore is { } least
                ? [.. passages.Where(passage => passage.Score >= least)]
                : passages;
            return new RerankedPassages(
                kept,
                time.GetElapsedTime(start),
                $"The reranker '{name}' failed ({exception.Code}), so the order is that of retrieval: "
                + exception.Message);
        }
    }

    private static string TextOf(Passage passage) =>
        passage.Chunk.Title is { } title ? $"{title}\n{passage.Chunk.Text}" : passage.Chunk.Text;

    /// <summary>Equal scores keep the order of retrieval.</summary>
    private static List<Passage> Order(IReadOnlyList<Passage> passages, IReadOnlyList<double> scores, double least) =>
    [
        .. passages.Select((passage, i) => passage with { Score = scores[i], RerankScore = scores[i] })
            .Where(passage => passage.Score >= least)
            .OrderByDescending(passage => passage.Score),
    ];

    private IReranker Reranker(string name) => rerankers.TryGet(name, out IReranker? reranker)
        ? reranker
        : throw new ModelException(
            "not_configured",
            $"The reranker '{name}' is not configured; configured are {string.Join(", ", rerankers.Names)}.",
            isTransient: false);
}
