using Rag.Pipeline.Usage;

namespace Rag.Pipeline;

/// <summary>
/// Judges passages against a question, each by what it says. Failures are <see cref="ModelException"/>; a caller keeps
/// the order it had and says so.
/// </summary>
public interface IReranker
{
    /// <summary>The name that a request's <c>rerank.model</c> selects, for instance <c>lexical</c>.</summary>
    string Name { get; }

    /// <summary>What judging passages may use; <see langword="null"/> if it costs nothing.</summary>
    /// <param name="questionTokens">Estimated tokens of the question.</param>
    /// <param name="passages">How many passages, 1 or more.</param>
    /// <param name="passageTokens">Estimated tokens of all of them together.</param>
    ModelUsage? Estimate(long questionTokens, int passages, long passageTokens);

    /// <summary>Scores passages; higher is better, comparable within one call only.</summary>
    /// <param name="question">The question as asked.</param>
    /// <param name="passages">1..<see cref="Retrieval.Retriever.CandidatesPerLeg"/>, in the order of retrieval.</param>
    /// <param name="usage">Gets what was used, also where it failed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>One finite score for each passage, in their order.</returns>
    Task<IReadOnlyList<double>> ScoreAsync(
        string question,
        IReadOnlyList<RerankCandidate> passages,
        UsageTally usage,
        CancellationToken cancellationToken);
}
