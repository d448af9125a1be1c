using System.Text.Json;
using Rag.Api.Documents;
using Rag.Api.Documents.Uploads;
using Rag.Api.Errors;
using Rag.Api.Json;
using Rag.Api.OpenApi;
using Rag.Api.Tenancy;
using Rag.Grains.Interfaces;

namespace Rag.Api.Aliases;

/// <summary>Uploads of texts and chunks under other names.</summary>
internal static class IngestAliases
{
    /// <summary>So long a caller is kept waiting for chunks to become searchable.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Maps <c>/upload/chunks</c> and <c>/api/v1/ingestion/ingest</c>.</summary>
    public static void MapIngestAliases(this RouteGroupBuilder group)
    {
        group.MapPost("/upload/chunks", UploadChunksAsync).Takes<UploadChunksBody>(
            """{"chunks":[{"page_content":"There are 28 days of holiday.","metadata":{"page":3}}]}""")
            .Produces<UploadChunksAnswer>().Fails(400, 403, 404, 413, 415, 422, 429, 504)
            .Describe(
                "aliasUploadChunks",
                "Upload chunks",
                "Answers once the chunks are searchable; one document holds them.");
        group.MapPost("/api/v1/ingestion/ingest", IngestAsync)
            .Takes<IngestBody>("""{"doc_id":"doc-1","text":"There are 28 days of holiday."}""")
            .Produces<IngestAnswer>(StatusCodes.Status202Accepted).Fails(400, 403, 404, 413, 415, 422, 429)
            .Describe(
                "aliasIngest",
                "Ingest a text",
                "Alias of `POST /v1/collections/{collection}/documents` with `text`.");
    }

    private static async Task<IResult> IngestAsync(
        HttpContext context, DocumentIntake intake, CancellationToken cancellationToken)
    {
        Outcome<IngestBody> read =
            await JsonBody.ReadAsync<IngestBody>(context.Request, cancellationToken, intake.MaxJsonBytes);
        if (read.Failed(out Failure? malformed, out IngestBody? body)) return new Problem(malformed);
        if (!AliasCollection.TryRead(body.Collection, out CollectionName collection, out Failure? unknown))
        {
            return new Problem(unknown!);
        }

        if (body.DocId is null || body.Text is null)
        {
            return new Problem(ApiFailures.Invalid("'doc_id' and 'text' are required."));
        }

        var document = new DocumentBody { DocumentId = body.DocId, Text = body.Text, Metadata = body.Metadata };
        Outcome<DocumentAccepted> outcome =
            await intake.TakeAsync(context.Tenant(), collection, document, cancellationToken);
        return outcome.Failed(out Failure? refused, out DocumentAccepted? accepted)
            ? new Problem(refused)
            : new JsonAnswer<IngestAnswer>(
                new IngestAnswer(accepted.Document.Id, "accepted", "Document accepted for ingestion."),
                StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> UploadChunksAsync(
        HttpContext context,
        IGrainFactory grains,
        DocumentIntake intake,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        Outcome<UploadChunksBody> read =
            await JsonBody.ReadAsync<UploadChunksBody>(context.Request, cancellationToken, intake.MaxJsonBytes);
        if (read.Failed(out Failure? malformed, out UploadChunksBody? body)) return new Problem(malformed);
        if (body.Chunks is not { Count: > 0 } chunks)
        {
            return new Problem(ApiFailures.Malformed("No chunks to upload found", "no_chunks"));
        }

        if (!AliasCollection.TryRead(body.Collection, out CollectionName collection, out Failure? unknown))
        {
            return new Problem(unknown!);
        }

        TenantId tenant = context.Tenant();
        var document = new DocumentBody { Chunks = Translate(chunks) };
        Outcome<DocumentAccepted> outcome = await intake.TakeAsync(tenant, collection, document, cancellationToken);
        if (outcome.Failed(out Failure? refused, out DocumentAccepted? accepted)) return new Problem(refused);
        IDocumentGrain grain = grains.Document(tenant, collection, DocumentId.Parse(accepted.Document.Id));
        Outcome<DocumentInfo> end = await WaitPreference.WaitAsync(grain, Patience, time, cancellationToken);
        return end.Value?.Status switch
        {
            DocumentStatus.Completed => new JsonAnswer<UploadChunksAnswer>(
                new UploadChunksAnswer(true, $"{chunks.Count} chunks uploaded")),
            DocumentStatus.Failed or DocumentStatus.Cancelled or DocumentStatus.Deleting or null => new Problem(Of(
                FailureKind.Internal, "chunks_not_stored", "Uploading chunks to vector store failed")),
            _ => new Problem(Of(
                FailureKind.ProviderTimeout,
                "not_finished",
                $"The chunks are accepted as document '{accepted.Document.Id}' but not searchable yet; "
                + "ask for its status.")),
        };
    }

    private static JsonElement Translate(IReadOnlyList<PageChunk> chunks)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (PageChunk? chunk in chunks)
            {
                writer.WriteStartObject();
                writer.WriteString("text", chunk?.PageContent ?? "");
                if (chunk?.Metadata is { } metadata)
                {
                    writer.WritePropertyName("metadata");
                    writer.WriteRawValue(metadata.Text);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        using JsonDocument translated = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return translated.RootElement.Clone();
    }

    private static Failure Of(FailureKind kind, string code, string message) =>
        new() { Kind = kind, Code = code, Message = message };
}
