using Orleans.Concurrency;

namespace Rag.Grains.Interfaces;

/// <summary>
/// One conversation: what was asked and answered, one question at a time. It never calls
/// <see cref="IConversationsGrain"/>, which calls it.
/// </summary>
[Alias("rag.IConversationGrain")]
public interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Lets a question be answered; refused with <c>conversation_busy</c> while another one is. Idempotent.
    /// </summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Begin")]
    Task<Outcome<ConversationHistory>> BeginAsync(string query, CancellationToken cancellationToken);

    /// <summary>
    /// A question that was begun has come to its end. Does nothing if the conversation was forgotten meanwhile.
    /// </summary>
    /// <param name="query">Id of the question's query.</param>
    /// <param name="turn">What is kept of it; <see langword="null"/> if it was not answered.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("End")]
    Task EndAsync(string query, ConversationTurn? turn, CancellationToken cancellationToken);

    /// <summary>The conversation; not found if nothing was answered in it, or it has expired.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Get")]
    [ReadOnly]
    Task<Outcome<ConversationInfo>> GetAsync(CancellationToken cancellationToken);

    /// <summary>The same without what was said.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Summarize")]
    [ReadOnly]
    Task<Outcome<ConversationSummary>> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>Deletes what was said; an answer under way will not be kept. Idempotent.</summary>
    [Idempotent]
    [ResponseTimeout(CallTimes.Short)]
    [Alias("Forget")]
    Task ForgetAsync(CancellationToken cancellationToken);
}
