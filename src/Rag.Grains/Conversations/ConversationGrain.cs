using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;

namespace Rag.Grains.Conversations;

/// <summary>
/// One conversation. A question that came while another is answered could not know what it follows, so it is refused;
/// who is being answered is not stored: after a crash nobody is. Invariant: what is known in memory is what was
/// written; a write that fails fails its question, and the next call reads what is stored.
/// </summary>
internal sealed class ConversationGrain(
    [PersistentState("conversation", GrainStorageNames.Default)] IPersistentState<ConversationState> state,
    IOptions<ConversationOptions> options,
    TimeProvider time) : Grain, IConversationGrain
{
    /// <summary>Most characters of all turns together; the newest turn is kept whatever its length.</summary>
    private const int MaxCharacters = 500_000;

    private string? _answering;
    private DateTimeOffset _answeringSince;

    private List<ConversationTurn> Turns => state.State.Turns;

    private string Id => GrainKeys.ParseOwned(this.GetPrimaryKeyString()).Name;

    private bool IsKept => Turns.Count > 0 && time.GetUtcNow() < ExpiresAt;

    private DateTimeOffset ExpiresAt => Turns[^1].AnsweredAt + options.Value.ExpiresAfter;

    public async Task<Outcome<ConversationHistory>> BeginAsync(string query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_answering is { } other && other != query && now - _answeringSince < options.Value.AnswerTime)
        {
            return Failures.Conflict(
                "conversation_busy",
                $"The conversation '{Id}' has a question that is still being answered ('{other}'); wait for its end or "
                + "cancel it, then ask again.");
        }

        if (Turns.Count > 0 && !IsKept) await ForgetAsync(cancellationToken);
        (_answering, _answeringSince) = (query, now);
        return new ConversationHistory(
        [
            .. Turns.SelectMany(turn => new ChatTurn[] { new(false, turn.Question), new(true, turn.Answer) }),
        ]);
    }

    public async Task EndAsync(string query, ConversationTurn? turn, CancellationToken cancellationToken)
    {
        if (_answering != query) return;
        if (turn is not null && Turns.All(known => known.QueryId != turn.QueryId))
        {
            if (Turns.Count == 0) state.State.CreatedAt = turn.AnsweredAt;
            Turns.Add(turn);
            Trim();
            await StoreAsync(() => state.WriteStateAsync(CancellationToken.None));
        }

        _answering = null;
    }

    public Task<Outcome<ConversationInfo>> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<ConversationInfo>>(IsKept
            ? new ConversationInfo(Id, [.. Turns], state.State.CreatedAt, Turns[^1].AnsweredAt, ExpiresAt)
            : Unknown());

    public Task<Outcome<ConversationSummary>> SummarizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<ConversationSummary>>(IsKept
            ? new ConversationSummary(
                Id, Turns[0].Question, Turns.Count, state.State.CreatedAt, Turns[^1].AnsweredAt, ExpiresAt)
            : Unknown());

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        _answering = null;
        Turns.Clear();
        if (state.RecordExists) await StoreAsync(() => state.ClearStateAsync(CancellationToken.None));
    }

    /// <summary>
    /// A turn that could not be written must not be told as history, nor one be missing that is still stored. Whether a
    /// failed write has happened is unknown, so nothing is put back: the activation ends and another one reads.
    /// </summary>
    private async Task StoreAsync(Func<Task> store)
    {
        bool isStored = false;
        try
        {
            await store();
            isStored = true;
        }
        finally
        {
            if (!isStored) DeactivateOnIdle();
        }
    }

    private void Trim()
    {
        long length = Turns.Sum(turn => (long)turn.Question.Length + turn.Answer.Length);
        while (Turns.Count > options.Value.MaxTurns || (Turns.Count > 1 && length > MaxCharacters))
        {
            length -= Turns[0].Question.Length + Turns[0].Answer.Length;
            Turns.RemoveAt(0);
        }
    }

    private Failure Unknown() => Failures.NotFound("conversation", Id);
}
