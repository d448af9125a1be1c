using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Qdrant;

/// <summary>
/// Vectors in a Qdrant server, over REST. Each index is a collection of the server's. Filters are pushed down whole; a
/// write returns when reads see it.
/// </summary>
internal sealed class QdrantVectorStore : IVectorStore, IDisposable
{
    private readonly QdrantOptions _options;
    private readonly StoreHttpClient _http;
    private readonly QdrantConnection _connection;
    private readonly QdrantIndexes _indexes;
    private readonly QdrantSearch _search;

    public QdrantVectorStore(
        IOptions<QdrantOptions> options, TimeProvider clock, ILogger<QdrantVectorStore> logger)
    {
        _options = options.Value;
        bool hasKey = !string.IsNullOrEmpty(_options.ApiKey);
        var endpoint = new StoreEndpoint(
            "Qdrant",
            _options.Url!,
            hasKey ? [new("api-key", _options.ApiKey!)] : [],
            hasKey ? [_options.ApiKey!] : [],
            _options);
        _http = new StoreHttpClient(endpoint, clock, logger);
        _connection = new QdrantConnection(_http, _options, clock);
        _indexes = new QdrantIndexes(_connection, _options, clock);
        _search = new QdrantSearch(_connection, _indexes, _options);
        Limits = new VectorStoreLimits(MaxDimensions: 16_000, MaxBatch: _options.MaxBatchPoints);
    }

    /// <inheritdoc/>
    public string Name => "qdrant";

    /// <inheritdoc/>
    public VectorStoreLimits Limits { get; }

    /// <inheritdoc/>
    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: true, IsEventual: false);

    /// <inheritdoc/>
    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        string version = await _connection.ReadVersionAsync(cancellationToken);
        // The version is told without a key; a list needs one.
        await ListAsync(cancellationToken);
        return $"Qdrant {version}";
    }

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken) =>
        _indexes.CreateAsync(index, settings, cancellationToken);

    /// <inheritdoc/>
    public async Task UpsertAsync(
        IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        VectorIndexSettings settings = await _indexes.SettingsAsync(index, cancellationToken);
        // All of them first: what is refused must not leave a part of the batch behind.
        foreach (VectorRecord record in records) VectorInput.Check(record.Vector.Span, settings, $"chunk {record.Id}");
        await _indexes.AddRangeFieldsAsync(index, records.Select(record => record.Metadata), cancellationToken);
        foreach (VectorRecord[] batch in records.Chunk(_options.MaxBatchPoints))
        {
            await QdrantBatch.SendAsync(batch, async part =>
            {
                ReadOnlyMemory<byte> body = Points(index, part, settings);
                if (body.Length > QdrantBatch.MaxBytes && part.Count > 1)
                    throw new StoreException(QdrantBatch.TooLarge, "The batch is too long for one request.", false);
                if (!await WriteAsync(HttpMethod.Put, index, "/points", body, cancellationToken))
                    throw _indexes.Unknown(index);
            });
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken) =>
        _search.QueryAsync(index, query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken) =>
        _search.ScoreAsync(index, vector, ids, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        foreach (ChunkId[] batch in ids.Chunk(_options.MaxBatchPoints))
        {
            // An id alone is enough: it is unique over all indexes, and the collection is the index's own.
            await QdrantBatch.SendAsync(batch, part => WriteAsync(
                HttpMethod.Post,
                index,
                "/points/delete",
                JsonBody.Object(json => QdrantSearch.WriteIds(json, "points", part)),
                cancellationToken));
        }
    }

    /// <inheritdoc/>
    public Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteStartObject("filter");
            json.WriteStartArray("must");
            QdrantFilterWriter.WriteEquals(json, QdrantPayload.Index, _indexes.NameOf(index));
            QdrantFilterWriter.WriteEquals(json, QdrantPayload.Document, documentId);
            json.WriteStartObject();
            json.WriteString("key", QdrantPayload.Version);
            json.WriteStartObject("range");
            json.WriteNumber("lte", upTo);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            if (keepVersion is { } kept) WriteNotVersion(json, kept);
            json.WriteEndObject();
        });
        return WriteAsync(HttpMethod.Post, index, "/points/delete", body, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(IndexId index, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteBoolean("exact", true);
            QdrantSearch.WriteFilter(json, _indexes.NameOf(index), null);
        });
        JsonElement? result = await _connection.TrySendAsync(
            HttpMethod.Post, _indexes.PathOf(index, "/points/count"), body, cancellationToken);
        return result is { } counted
            ? StoreFailure.Reading("Qdrant", counted, json => json.GetProperty("count").GetInt64())
            : 0;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        _indexes.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        _indexes.Forget(index);
        // An unknown collection is no failure there: 200 with false.
        await _connection.TrySendAsync(HttpMethod.Delete, _indexes.PathOf(index), null, cancellationToken);
        _indexes.Forget(index);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private ReadOnlyMemory<byte> Points(
        IndexId index, IReadOnlyList<VectorRecord> records, VectorIndexSettings settings) => JsonBody.Object(json =>
    {
        string name = _indexes.NameOf(index);
        json.WriteStartArray("points");
        foreach (VectorRecord record in records)
        {
            float[] vector = VectorInput.Check(record.Vector.Span, settings, $"chunk {record.Id}");
            QdrantPayload.WritePoint(json, name, record, vector);
        }

        json.WriteEndArray();
    });

    private async Task<bool> WriteAsync(
        HttpMethod method, IndexId index, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.TryWriteAsync(method, _indexes.PathOf(index, path), body, cancellationToken);
        }
        catch (StoreException failure) when (failure.Code == "dimension_mismatch")
        {
            // The index was made again with other settings.
            _indexes.Forget(index);
            throw;
        }
    }

    private static void WriteNotVersion(Utf8JsonWriter json, long version)
    {
        json.WriteStartArray("must_not");
        json.WriteStartObject();
        json.WriteString("key", QdrantPayload.Version);
        json.WriteStartObject("match");
        json.WriteNumber("value", version);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
