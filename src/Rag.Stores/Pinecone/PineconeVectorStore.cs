using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Pinecone;

/// <summary>
/// Vectors in Pinecone's serverless indexes, over REST. Each of our indexes is a namespace. Filters are pushed down
/// whole; a write returns when searches see it, though the vendor's are eventual.
/// </summary>
internal sealed class PineconeVectorStore : IVectorStore, IDisposable
{
    /// <summary>Below the vendor's 2 MB, for what stands around the records.</summary>
    private const int MaxBytes = 1_900_000;

    private const int MaxIds = 1_000;

    private readonly PineconeOptions _options;
    private readonly PineconeConnection _connection;
    private readonly PineconeHosts _hosts;
    private readonly PineconeNamespaces _namespaces;
    private readonly PineconeVisibility _visibility;
    private readonly PineconeSearch _search;

    public PineconeVectorStore(
        IOptions<PineconeOptions> options, TimeProvider clock, ILogger<PineconeVectorStore> logger)
    {
        _options = options.Value;
        _connection = new PineconeConnection(_options, clock, logger);
        _hosts = new PineconeHosts(_connection, _options, clock);
        _namespaces = new PineconeNamespaces(_connection, _hosts, _options, clock);
        _visibility = new PineconeVisibility(_connection, _options, clock);
        _search = new PineconeSearch(_connection, _namespaces);
        Limits = new VectorStoreLimits(MaxDimensions: 20_000, MaxBatch: _options.MaxBatchVectors);
    }

    /// <inheritdoc/>
    public string Name => "pinecone";

    /// <inheritdoc/>
    public VectorStoreLimits Limits { get; }

    /// <inheritdoc/>
    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: true, IsEventual: true);

    /// <inheritdoc/>
    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        await _hosts.ListAsync(cancellationToken);
        return $"Pinecone {PineconeConnection.ApiVersion}";
    }

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken) =>
        _namespaces.CreateAsync(index, settings, cancellationToken);

    /// <inheritdoc/>
    public async Task UpsertAsync(
        IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        // Looked up now: a write into a namespace that is gone would make the vendor invent one.
        PineconeHost host = await _namespaces.FindAsync(index, cancellationToken) ?? throw _namespaces.Unknown(index);
        string ns = _namespaces.NameOf(index);
        // All of them first: what is refused must not leave a part of the batch behind. Of one id the last counts.
        var bodies = new Dictionary<ChunkId, ReadOnlyMemory<byte>>(records.Count);
        foreach (VectorRecord record in records)
        {
            float[] vector = VectorInput.Check(record.Vector.Span, host.Settings, $"chunk {record.Id}");
            bodies[record.Id] = PineconeRecord.Write(ns, record, vector);
        }

        long? written = null;
        foreach (List<ReadOnlyMemory<byte>> batch in Cut(bodies.Values))
        {
            ReadOnlyMemory<byte> body = Upsert(ns, batch);
            PineconeAnswer answer =
                await _connection.SendAsync(host.Url, HttpMethod.Post, "vectors/upsert", body, cancellationToken);
            written = answer.WrittenLsn;
        }

        if (bodies.Count > 0) await _visibility.WaitAsync(host, ns, written, cancellationToken);
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
        string ns = _namespaces.NameOf(index);
        foreach (ChunkId[] some in ids.Chunk(MaxIds))
        {
            await DeleteAsync(index, json =>
            {
                json.WriteStartArray("ids");
                foreach (ChunkId id in some) json.WriteStringValue(PineconeRecord.Id(ns, id));
                json.WriteEndArray();
            }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken) =>
        DeleteAsync(index, json =>
        {
            json.WriteStartObject("filter");
            json.WriteStartObject(PineconeRecord.Document);
            json.WriteString("$eq", documentId);
            json.WriteEndObject();
            json.WriteStartObject(PineconeRecord.Version);
            json.WriteNumber("$lte", upTo);
            if (keepVersion is { } kept) json.WriteNumber("$ne", kept);
            json.WriteEndObject();
            json.WriteEndObject();
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(IndexId index, CancellationToken cancellationToken) =>
        _search.CountAsync(index, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        _namespaces.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DropAsync(IndexId index, CancellationToken cancellationToken) =>
        _namespaces.DropAsync(index, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private async Task DeleteAsync(
        IndexId index, Action<Utf8JsonWriter> writeWhich, CancellationToken cancellationToken)
    {
        // Removing from an index that is gone is done already.
        if (await _namespaces.FindAsync(index, cancellationToken) is not { } host) return;
        string ns = _namespaces.NameOf(index);
        ReadOnlyMemory<byte> body = JsonBody.Object(json =>
        {
            json.WriteString("namespace", ns);
            writeWhich(json);
        });
        PineconeAnswer answer =
            await _connection.SendAsync(host.Url, HttpMethod.Post, "vectors/delete", body, cancellationToken);
        if (answer.IsFound) await _visibility.WaitAsync(host, ns, answer.WrittenLsn, cancellationToken);
    }

    /// <summary>Cuts records into requests that the vendor takes.</summary>
    private IEnumerable<List<ReadOnlyMemory<byte>>> Cut(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var batch = new List<ReadOnlyMemory<byte>>();
        int size = 0;
        foreach (ReadOnlyMemory<byte> record in records)
        {
            if (batch.Count == _options.MaxBatchVectors || (batch.Count > 0 && size + record.Length > MaxBytes))
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(record);
            size += record.Length + 1;
        }

        if (batch.Count > 0) yield return batch;
    }

    private static ReadOnlyMemory<byte> Upsert(string ns, List<ReadOnlyMemory<byte>> records) => JsonBody.Object(json =>
    {
        json.WriteString("namespace", ns);
        json.WriteStartArray("vectors");
        foreach (ReadOnlyMemory<byte> record in records) json.WriteRawValue(record.Span, skipInputValidation: true);
        json.WriteEndArray();
    });
}
