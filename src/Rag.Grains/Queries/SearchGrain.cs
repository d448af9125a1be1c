using Orleans.Concurrency;
using Rag.Grains.Budgets;
using Rag.Grains.Interfaces;
using Rag.Grains.Suggestions;
using Rag.Grains.Usage;
using Rag.Pipeline;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Usage;
using Rag.Pipeline.Wording;

namespace Rag.Grains.Queries;

/// <summary>Retrieval alone. Reentrant without harm: it has no state, each call works on its own request.</summary>
[StatelessWorker, Reentrant]
internal sealed class SearchGrain(
    SearchRequestReader reader,
    SearchWording wording,
    Retriever retriever,
    Suggesting suggesting,
    TextEmbedding embedding,
    QueryMeter meter,
    SpendEstimator estimator,
    SpendingLimits spending,
    ModelPrices prices,
    TimeProvider time)
    : Grain, ISearchGrain
{
    public async Task<Outcome<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        TenantId tenant = TenantId.Parse(this.GetPrimaryKeyString());
        Outcome<RetrievalRequest> read = reader.Read(request, isForAnswer: false);
        if (read.Failed(out Failure? invalid, out RetrievalRequest? wanted)) return invalid;
        var tally = new UsageTally();
        SpendingAllowance? allowance = null;
        try
        {
            Outcome<AdmittedSearch> admission = await SearchAdmission.AdmitAsync(
                GrainFactory, tenant, request.Collections, wanted, cancellationToken);
            if (admission.Failed(out Failure? refused, out AdmittedSearch? search)) return refused;
            Outcome<SpendingAllowance> reserved = await spending.ReserveAsync(
                tenant, estimator.OfSearch(search.Request), cancellationToken);
            if (reserved.Failed(out Failure? unpaid, out allowance)) return unpaid;
            WordedSearch worded = await wording.WordAsync(search.Request, [], tally, cancellationToken);
            RetrievalResult found = await retriever.RetrieveAsync(worded.Request, tally, cancellationToken);
            meter.Retrieved(found);
            return new SearchResult(
                HitDescription.Of(found.Passages), search.Generation, time.GetElapsedTime(start).TotalMilliseconds)
            {
                Limit = search.Limit,
                Warnings = [.. worded.Warnings, .. found.Warnings],
                SearchedFor = worded.SearchedFor,
                Usage = AnswerDescription.Of(tally.Entries, prices),
            };
        }
        catch (StoreException exception)
        {
            meter.Failed(exception.Code);
            return Failures.Of(exception);
        }
        catch (ModelException exception)
        {
            meter.Failed(exception.Code);
            return Failures.Of(exception);
        }
        finally
        {
            // What a model has worded was used, also where the search failed.
            if (allowance is not null) await spending.SettleAsync(allowance, tally.Entries);
        }
    }

    public async Task<Outcome<EmbeddingResult>> EmbedAsync(
        EmbeddingRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await embedding.EmbedAsync(
                GrainFactory, TenantId.Parse(this.GetPrimaryKeyString()), request, cancellationToken);
        }
        catch (ModelException exception)
        {
            meter.Failed(exception.Code);
            return Failures.Of(exception);
        }
    }

    public async Task<Outcome<SuggestResult>> SuggestAsync(
        SuggestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await suggesting.SuggestAsync(
                TenantId.Parse(this.GetPrimaryKeyString()), request, cancellationToken);
        }
        catch (StoreException exception)
        {
            return Failures.Of(exception);
        }
    }
}
