using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Grains.Queries;
using Rag.Pipeline.Suggesting;

namespace Rag.Grains.Suggestions;

/// <summary>
/// Keeps the questions of one collection. They are suggestions and no record: they are written some seconds later, many
/// at a time, so that an answer costs no write.
/// </summary>
internal sealed class PastQuestionsGrain(
    [PersistentState("questions", GrainStorageNames.Default)] IPersistentState<PastQuestionsState> state,
    IOptions<QueryOptions> options,
    TimeProvider time) : Grain, IPastQuestionsGrain
{
    /// <summary>A longer question is no phrase that somebody types again.</summary>
    private const int MaxLength = 200;

    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(10);

    private QuestionPhrases? _phrases;
    private DateTimeOffset _phrasesSince;
    private bool _isChanged;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(_ => WriteAsync(), new GrainTimerCreationOptions(WriteInterval, WriteInterval));
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        WriteAsync();

    public Task RememberAsync(string question, CancellationToken cancellationToken)
    {
        string text = string.Join(' ', question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length is 0 or > MaxLength || options.Value.PastQuestions == 0) return Task.CompletedTask;
        Dictionary<string, PastQuestion> questions = state.State.Questions;
        string key = text.ToLowerInvariant();
        int count = questions.GetValueOrDefault(key)?.Count ?? 0;
        questions[key] = new PastQuestion(text, count + 1, time.GetUtcNow());
        if (count == 0) _phrases = null;
        while (questions.Count > options.Value.PastQuestions)
        {
            questions.Remove(questions.MinBy(pair => (pair.Key == key, pair.Value.Count, pair.Value.AskedAt)).Key);
        }

        _isChanged = true;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PastQuestionMatch>> FindAsync(
        string text, int limit, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (_phrases is null || _phrasesSince != since)
        {
            _phrases = new QuestionPhrases(
                state.State.Questions.Values.Where(question => question.AskedAt >= since)
                    .Select(question => question.Text));
            _phrasesSince = since;
        }

        return Task.FromResult<IReadOnlyList<PastQuestionMatch>>(
        [
            .. _phrases.Find(text, limit)
                .Select(found => new PastQuestionMatch(found.Text, found.Typos, found.IsStart)),
        ]);
    }

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        state.State.Questions.Clear();
        _phrases = null;
        _isChanged = false;
        await state.ClearStateAsync(CancellationToken.None);
    }

    private async Task WriteAsync()
    {
        if (!_isChanged) return;
        _isChanged = false;
        await state.WriteStateAsync(CancellationToken.None);
    }
}
