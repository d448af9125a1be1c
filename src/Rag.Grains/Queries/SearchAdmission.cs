using Rag.Grains.Collections;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Models;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>Asks every collection of a search for admission and where to look.</summary>
internal static class SearchAdmission
{
    /// <summary>The request with its targets, or the first refusal.</summary>
    public static async Task<Outcome<AdmittedSearch>> AdmitAsync(
        IGrainFactory grains,
        TenantId tenant,
        IReadOnlyList<CollectionName> collections,
        RetrievalRequest request,
        CancellationToken cancellationToken)
    {
        var targets = new RetrievalTarget[collections.Count];
        RateLimitState? tightest = null;
        int generation = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            Outcome<SearchTicket> admission =
                await grains.Collection(tenant, collections[i]).AdmitSearchAsync(cancellationToken);
            if (admission.Failed(out Failure? refused, out SearchTicket? ticket)) return refused;
            if (ticket.Store == IVectorStore.None && NeedsVectors(request) is { } need)
            {
                return Failures.Invalid(
                    $"{need} needs vectors, and the collection '{ticket.Collection}' has none (its store is "
                    + $"'{IVectorStore.None}'); use 'mode' 'keyword' or 'hybrid'.",
                    "no_vectors");
            }

            EmbeddingChoice model = ticket.Embedding;
            int dimensions = model.Dimensions!.Value;
            if (request.Vector is { } vector && vector.Length != dimensions)
            {
                return Failures.Invalid(
                    $"'vector' has {vector.Length} values; "
                    + $"the collection '{ticket.Collection}' has {dimensions} dimensions.");
            }

            CollectionSettingsReader.TryReadMetric(ticket.Metric, out DistanceMetric metric);
            targets[i] = new RetrievalTarget(
                new IndexId(tenant.Value, ticket.Collection, ticket.Generation),
                new EmbeddingModelId(model.Provider!, model.Model!, dimensions),
                ticket.Store,
                metric);
            generation = Math.Max(generation, ticket.Generation);
            if (ticket.Limit is { } limit && (tightest is null || limit.Remaining < tightest.Remaining))
                tightest = limit;
        }

        Outcome<RetrievalRequest> complete = QuestionVectors.Complete(request with { Targets = targets });
        return complete.Failed(out Failure? impossible, out RetrievalRequest? possible)
            ? impossible
            : new AdmittedSearch(possible, generation, tightest);
    }

    private static string? NeedsVectors(RetrievalRequest request) =>
        request.Mode == RetrievalMode.Vector ? "'mode' 'vector'"
        : request.MinSimilarity is not null ? "'min_similarity'"
        : null;
}
