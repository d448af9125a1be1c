using Microsoft.Extensions.Options;
using Rag.Api.Documents.Uploads;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>Many documents in one request, each with its own result.</summary>
internal static class BatchApi
{
    private const int MaxConcurrentUploads = 8;

    /// <summary>Maps <c>documents/batch</c>.</summary>
    public static void MapBatch(this RouteGroupBuilder documents) =>
        documents.MapPost("/batch", TakeAsync)
            .Takes<BatchBody>("""{"documents":[{"document_id":"a","text":"The first text."},{"text":"Another."}]}""")
            .Produces<BatchAnswer>(StatusCodes.Status202Accepted)
            .Produces<BatchAnswer>(StatusCodes.Status207MultiStatus)
            .Fails(400, 404, 413, 415, 422)
            .Describe(
                "uploadDocuments",
                "Upload many documents",
                "One result for each document: 202 if all were accepted, else 207. Every document counts against " +
                "the upload limit.");

    private static async Task<IResult> TakeAsync(
        HttpContext context,
        IGrainFactory grains,
        DocumentIntake intake,
        IOptions<UploadOptions> options,
        CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryCollection(context, out CollectionName collection, out Problem? unknown)) return unknown!;
        TenantId tenant = context.Tenant();
        Outcome<CollectionInfo> exists = await grains.Collection(tenant, collection).GetAsync(cancellationToken);
        if (exists.Failure is { } missing) return new Problem(missing);
        Outcome<BatchBody> read =
            await JsonBody.ReadAsync<BatchBody>(context.Request, cancellationToken, intake.MaxJsonBytes);
        if (read.Failed(out Failure? malformed, out BatchBody? body)) return new Problem(malformed);
        int count = body.Documents?.Count ?? 0;
        if (count < 1 || count > options.Value.MaxBatch)
        {
            return new Problem(ApiFailures.Invalid(
                $"'documents' has {count:N0} entries; it must have 1..{options.Value.MaxBatch:N0}.", "invalid_batch"));
        }

        var results = new BatchResult[count];
        var bound = new ParallelOptions
        {
            MaxDegreeOfParallelism = MaxConcurrentUploads,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, count, bound, async (i, token) => results[i] = Describe(
            i,
            body.Documents![i] is { } document
                ? await intake.TakeAsync(tenant, collection, document, token)
                : ApiFailures.Malformed("The document is null.", "malformed_json")));
        int failed = results.Count(static result => result.Error is not null);
        return new JsonAnswer<BatchAnswer>(
            new BatchAnswer(results, count - failed, failed),
            failed == 0 ? StatusCodes.Status202Accepted : StatusCodes.Status207MultiStatus);
    }

    private static BatchResult Describe(int index, Outcome<DocumentAccepted> outcome)
    {
        if (outcome.Failed(out Failure? failure, out DocumentAccepted? accepted))
        {
            var error = new BatchError(failure.Code, failure.Message, FailureStatus.IsRetryable(failure));
            return new BatchResult(index, FailureStatus.Of(failure.Kind), null, error);
        }

        return new BatchResult(
            index,
            accepted.Deduplicated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted,
            accepted.Document with { Deduplicated = accepted.Deduplicated },
            null);
    }
}
