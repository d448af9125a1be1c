using Microsoft.Extensions.Options;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.RateLimiting;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>
/// Takes uploads: admission before the body is read, content to the blob store, then the document. Whatever is refused
/// on the way leaves nothing behind.
/// </summary>
internal sealed class DocumentIntake(
    IGrainFactory grains,
    IOptions<UploadOptions> options,
    UploadMeter meter,
    TimeProvider time,
    ILogger<DocumentIntake> logger)
{
    /// <summary>Room for fields and part headers beside the largest file.</summary>
    private const long MultipartOverhead = 1 << 20;

    /// <summary>Largest JSON body of an upload in bytes.</summary>
    public long MaxJsonBytes => Math.Min(options.Value.MaxJsonBytes, options.Value.MaxUploadBytes);

    /// <summary>Takes one document into a collection, as multipart or JSON.</summary>
    public async Task<IResult> TakeAsync(
        HttpContext context, CollectionName collection, CancellationToken cancellationToken)
    {
        HttpRequest request = context.Request;
        if (!IdempotencyKey.TryRead(request, out string? key, out Failure? invalid)
            || !WaitPreference.TryRead(request, out TimeSpan wait, out invalid))
        {
            return new Problem(invalid!);
        }

        Outcome<UploadTicket> admission =
            await grains.Collection(context.Tenant(), collection).AdmitUploadAsync(cancellationToken);
        if (admission.Failed(out Failure? refused, out UploadTicket? ticket)) return Refused(refused);
        RateLimitHeaders.Set(context.Response, ticket.Limit);
        await using BlobUpload content = Begin(context.Tenant());
        Outcome<StagedUpload> staging = MultipartUpload.Fits(request)
            ? await ReadMultipartAsync(request, content, cancellationToken)
            : await ReadJsonAsync(request, ticket, content, cancellationToken);
        if (staging.Failed(out Failure? unstaged, out StagedUpload? staged)) return Refused(unstaged);
        return await AcceptAsync(context, collection, staged, key, wait, cancellationToken);
    }

    /// <summary>Takes one multipart document into the collection that a field of it names.</summary>
    public async Task<IResult> TakeIntoNamedAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!MultipartUpload.Fits(context.Request))
        {
            return Refused(ApiFailures.UnsupportedType(
                $"The content type is '{context.Request.ContentType}'; "
                + "send 'multipart/form-data' with a part 'file'."));
        }

        if (!IdempotencyKey.TryRead(context.Request, out string? key, out Failure? invalid)
            || !WaitPreference.TryRead(context.Request, out TimeSpan wait, out invalid))
        {
            return new Problem(invalid!);
        }

        await using BlobUpload content = Begin(context.Tenant());
        var multipart = new MultipartUpload(content);
        string? admitted = null;
        Outcome<StagedUpload> staging = TooLong(context.Request) is { } tooLong
            ? tooLong
            : await multipart.ReadAsync(context.Request, AdmitAsync, cancellationToken);
        if (staging.Failed(out Failure? unstaged, out StagedUpload? staged)) return Refused(unstaged);
        // The field may also have come after the file.
        if (NameIn(multipart) != admitted && await AdmitAsync(multipart) is { } refused) return Refused(refused);
        return await AcceptAsync(context, CollectionName.Parse(admitted!), staged, key, wait, cancellationToken);

        string NameIn(MultipartUpload upload) =>
            upload.Field("collection") ?? (string?)context.Request.Query["collection"] ?? CollectionName.Default.Value;

        async Task<Failure?> AdmitAsync(MultipartUpload upload)
        {
            admitted = NameIn(upload);
            if (!CollectionName.TryParse(admitted, out CollectionName name))
                return ApiFailures.NotFound("collection", admitted);
            Outcome<UploadTicket> admission =
                await grains.Collection(context.Tenant(), name).AdmitUploadAsync(cancellationToken);
            RateLimitHeaders.Set(context.Response, admission.Value?.Limit);
            return admission.Failure;
        }
    }

    /// <summary>Takes a document that is JSON already; for batches and aliases.</summary>
    public async Task<Outcome<DocumentAccepted>> TakeAsync(
        TenantId tenant, CollectionName collection, DocumentBody body, CancellationToken cancellationToken)
    {
        Outcome<UploadTicket> admission = await grains.Collection(tenant, collection)
            .AdmitUploadAsync(cancellationToken);
        if (admission.Failed(out Failure? refused, out UploadTicket? ticket)) return Counted(refused);
        await using BlobUpload content = Begin(tenant);
        Outcome<StagedUpload> staging = await JsonUpload.StageAsync(body, ticket, content, cancellationToken);
        return Counted(staging.Failed(out Failure? unstaged, out StagedUpload? staged)
            ? unstaged
            : await DocumentSubmission.SubmitAsync(grains, tenant, collection, staged, idempotencyKey: null));
    }

    private BlobUpload Begin(TenantId tenant) => BlobUpload.Begin(grains, tenant, options.Value.MaxUploadBytes, logger);

    private async Task<Outcome<StagedUpload>> ReadMultipartAsync(
        HttpRequest request, BlobUpload content, CancellationToken cancellationToken) =>
        TooLong(request) is { } tooLong
            ? tooLong
            : await new MultipartUpload(content).ReadAsync(request, admit: null, cancellationToken);

    private Failure? TooLong(HttpRequest request) =>
        request.ContentLength > options.Value.MaxUploadBytes + MultipartOverhead
            ? ApiFailures.TooLarge("The upload", options.Value.MaxUploadBytes)
            : null;

    private async Task<Outcome<StagedUpload>> ReadJsonAsync(
        HttpRequest request, UploadTicket ticket, BlobUpload content, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return ApiFailures.UnsupportedType(
                $"The content type is '{request.ContentType}'; "
                + "send 'multipart/form-data' with a part 'file', or JSON.");
        }

        Outcome<DocumentBody> read = await JsonBody.ReadAsync<DocumentBody>(request, cancellationToken, MaxJsonBytes);
        return read.Failed(out Failure? malformed, out DocumentBody? body)
            ? malformed
            : await JsonUpload.StageAsync(body, ticket, content, cancellationToken);
    }

    private async Task<IResult> AcceptAsync(
        HttpContext context,
        CollectionName collection,
        StagedUpload staged,
        string? key,
        TimeSpan wait,
        CancellationToken cancellationToken)
    {
        TenantId tenant = context.Tenant();
        Outcome<DocumentAccepted> outcome =
            Counted(await DocumentSubmission.SubmitAsync(grains, tenant, collection, staged, key));
        if (outcome.Failed(out Failure? refused, out DocumentAccepted? accepted)) return new Problem(refused);
        DocumentInfo info = accepted.Document;
        if (wait > TimeSpan.Zero && !DocumentStatus.IsFinal(info.Status))
        {
            IDocumentGrain document = grains.Document(tenant, collection, DocumentId.Parse(info.Id));
            // Deleted meanwhile: the upload was accepted all the same, and that is what was asked.
            info = (await WaitPreference.WaitAsync(document, wait, time, cancellationToken)).Value ?? info;
        }

        IHeaderDictionary headers = context.Response.Headers;
        if (accepted.Replayed) headers["Idempotent-Replayed"] = "true";
        if (wait > TimeSpan.Zero) headers["Preference-Applied"] = $"wait={wait.TotalSeconds:0}";
        return new JsonAnswer<DocumentInfo>(
            info with { Deduplicated = accepted.Deduplicated },
            accepted.Deduplicated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted,
            DocumentPath.Write(collection, info.Id));
    }

    private Problem Refused(Failure failure)
    {
        Counted(failure);
        return new Problem(failure);
    }

    private Outcome<DocumentAccepted> Counted(Outcome<DocumentAccepted> outcome)
    {
        meter.Uploaded(outcome);
        return outcome;
    }
}
