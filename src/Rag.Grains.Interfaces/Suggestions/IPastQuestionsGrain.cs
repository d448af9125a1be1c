using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>The questions that a tenant has asked of one collection, to be suggested again.</summary>
[Alias("rag.IPastQuestionsGrain")]
public interface IPastQuestionsGrain : IGrainWithStringKey
{
    /// <summary>Remembers a question that was answered. Nobody waits for it, and a crash may lose the last
    /// ones.</summary>
    [Alias("Remember")]
    [OneWay]
    Task RememberAsync(string question, CancellationToken cancellationToken);

    /// <summary>The questions that a text may become, best first.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="since">Questions from before are of an earlier collection of the name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [Alias("Find")]
    [ReadOnly]
    Task<IReadOnlyList<PastQuestionMatch>> FindAsync(
        string text, int limit, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Forgets all questions.</summary>
    [Alias("Forget")]
    Task ForgetAsync(CancellationToken cancellationToken);
}
