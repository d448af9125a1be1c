using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Suggesting;

namespace Rag.Grains.Suggestions;

/// <summary>Suggests titles and headings of a collection, and what was asked of it before.</summary>
internal sealed class Suggesting(IGrainFactory grains, Suggester suggester, TimeProvider time)
{
    private const int MaxLength = 200;
    private const int DefaultLimit = 8;
    private const int MaxLimit = 20;

    /// <exception cref="StoreException">The chunk store failed.</exception>
    public async Task<Outcome<SuggestResult>> SuggestAsync(
        TenantId tenant, SuggestRequest request, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        int limit = request.Limit ?? DefaultLimit;
        if (Check(request.Text, limit) is { } problem) return Failures.Invalid(problem);
        if (!FilterReader.TryRead(request.Filter?.Text, out Filter? filter, out string? wrong))
            return Failures.Invalid(wrong, "invalid_filter");
        Outcome<CollectionInfo> found = await grains.Collection(tenant, request.Collection).GetAsync(cancellationToken);
        if (found.Failed(out Failure? missing, out CollectionInfo? collection)) return missing;

        // Nobody knows what metadata a question has: behind a filter there are none.
        Task<IReadOnlyList<PastQuestionMatch>> asked = filter is null
            ? grains.PastQuestions(tenant, request.Collection)
                .FindAsync(request.Text, limit, collection.CreatedAt, cancellationToken)
            : Task.FromResult<IReadOnlyList<PastQuestionMatch>>([]);
        IReadOnlyList<Suggestion> headings = await suggester.SuggestAsync(
            new IndexId(tenant.Value, request.Collection.Value, collection.Generation),
            new SuggestionQuery(request.Text, limit, filter),
            cancellationToken);
        IEnumerable<Suggestion> questions = (await asked).Select(
            match => new Suggestion(match.Text, PhraseKind.Question, null, match.Typos, match.IsStart));
        return new SuggestResult(
            [.. Suggestion.Join([.. headings, .. questions], limit).Select(Describe)],
            time.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string? Check(string text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text)) return "'q' is empty; send what was typed so far.";
        if (text.Length > MaxLength) return $"'q' has {text.Length:N0} characters; the limit is {MaxLength}.";
        return limit is < 1 or > MaxLimit ? $"'limit' is {limit:N0}; it must be 1..{MaxLimit}." : null;
    }

    private static SuggestedPhrase Describe(Suggestion suggestion) => new(
        suggestion.Text,
        suggestion.Kind switch
        {
            PhraseKind.Title => "title",
            PhraseKind.Question => "question",
            _ => "heading",
        },
        suggestion.DocumentId);
}
