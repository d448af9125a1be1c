using Microsoft.Extensions.Options;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Models;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Wording;

/// <summary>
/// Words a search with the help of the chat model: a question that follows others is rewritten to stand alone, then
/// expanded if the request says so. What fails costs a warning, never the search.
/// </summary>
public sealed class SearchWording(
    IChatModels models, IOptions<WordingOptions> options, IOptions<PromptOptions> prompting, TimeProvider time)
{
    private readonly FollowUp _followUp = new(new BriefRequest(models, options, time), options, prompting);
    private readonly Expander _expander = new(new BriefRequest(models, options, time), options);

    /// <summary>Words a search.</summary>
    /// <param name="request">The search as it was asked for, admitted: a model must work for no other.</param>
    /// <param name="history">What was said before it, the oldest first.</param>
    /// <param name="usage">Gets what the models use.</param>
    /// <param name="cancellationToken">Cancels; the time that a model may take is limited besides.</param>
    public async Task<WordedSearch> WordAsync(
        RetrievalRequest request,
        IReadOnlyList<Turn> history,
        UsageTally usage,
        CancellationToken cancellationToken)
    {
        bool isFollowUp = _followUp.IsNeeded(history);
        if (!isFollowUp && request.Expansion == QueryExpansion.None) return new WordedSearch(request, null, []);
        long start = time.GetTimestamp();
        var warnings = new List<string>();
        RetrievalRequest worded = request;
        if (isFollowUp) worded = await _followUp.RewriteAsync(worded, history, usage, warnings, cancellationToken);
        worded = await _expander.ExpandAsync(worded, usage, warnings, cancellationToken);
        return new WordedSearch(worded, time.GetElapsedTime(start), warnings)
        {
            SearchedFor = worded == request ? null
                : worded.ImaginedPassage is { } imagined ? [.. worded.Texts, imagined]
                : worded.Texts,
        };
    }
}
