using System.Text.Json;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents;

/// <summary>Deletes every document that a filter matches.</summary>
internal static class DeleteByFilterApi
{
    private const int PageSize = 200;
    private const int MaxDeletions = 10_000;
    private const int MaxConcurrentDeletions = 8;

    /// <summary>Maps <c>documents/delete</c>.</summary>
    public static void MapDeleteByFilter(this RouteGroupBuilder documents) =>
        documents.MapPost("/delete", DeleteAsync).Takes<DeleteByFilterBody>("""{"filter":{"department_id":"d7"}}""")
            .Produces<DeleteByFilterAnswer>(StatusCodes.Status202Accepted)
            .Fails(400, 404, 415, 422)
            .Describe(
                "deleteDocuments",
                "Delete documents by filter",
                "Those that match are not retrievable from the moment of the answer. At most 10,000 a request; " +
                "`has_more` says whether to repeat it.");

    private static async Task<IResult> DeleteAsync(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!DocumentRoute.TryCollection(context, out CollectionName name, out Problem? unknown)) return unknown!;
        TenantId tenant = context.Tenant();
        Outcome<DeleteByFilterBody> read =
            await JsonBody.ReadAsync<DeleteByFilterBody>(context.Request, cancellationToken);
        if (read.Failed(out Failure? malformed, out DeleteByFilterBody? body)) return new Problem(malformed);
        if (body.Filter is null || IsEmptyObject(body.Filter))
        {
            return new Problem(ApiFailures.Invalid(
                "'filter' is missing or empty; to delete everything, delete the collection.", "invalid_filter"));
        }

        int deleted = 0;
        string? cursor = null;
        do
        {
            var request = new DocumentListRequest(body.Status, body.Filter, cursor, PageSize);
            Outcome<DocumentPage> listing =
                await grains.Collection(tenant, name).ListDocumentsAsync(request, cancellationToken);
            if (listing.Failed(out Failure? refused, out DocumentPage? page)) return new Problem(refused);
            deleted += await DeletePageAsync(grains, tenant, name, page.Documents, cancellationToken);
            cursor = page.NextCursor;
        }
        while (cursor is not null && deleted < MaxDeletions);

        return new JsonAnswer<DeleteByFilterAnswer>(
            new DeleteByFilterAnswer(deleted, cursor is not null), StatusCodes.Status202Accepted);
    }

    private static async Task<int> DeletePageAsync(
        IGrainFactory grains,
        TenantId tenant,
        CollectionName collection,
        IReadOnlyList<DocumentInfo> documents,
        CancellationToken cancellationToken)
    {
        int deleted = 0;
        var bound = new ParallelOptions
        {
            MaxDegreeOfParallelism = MaxConcurrentDeletions,
            CancellationToken = cancellationToken,
        };
        IEnumerable<DocumentInfo> living = documents.Where(static info => info.Status != DocumentStatus.Deleting);
        await Parallel.ForEachAsync(living, bound, async (info, token) =>
        {
            Outcome<DocumentInfo> outcome =
                await grains.Document(tenant, collection, DocumentId.Parse(info.Id)).DeleteAsync(token);
            // Not found: somebody else was faster, which is what was asked for.
            if (outcome.Failure is null) Interlocked.Increment(ref deleted);
        });
        return deleted;
    }

    private static bool IsEmptyObject(RawJson filter)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(filter.Text));
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
