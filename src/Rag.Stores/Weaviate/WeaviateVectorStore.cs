using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Http;

namespace Rag.Stores.Weaviate;

/// <summary>
/// Vectors in a Weaviate server, over REST and GraphQL. Each index is a class of the server's. Filters are pushed down
/// whole; a write returns when searches find it.
/// </summary>
internal sealed class WeaviateVectorStore : IVectorStore, IDisposable
{
    private const int MaxIdsInFilter = 1_000;

    private readonly WeaviateOptions _options;
    private readonly StoreHttpClient _http;
    private readonly WeaviateConnection _connection;
    private readonly WeaviateClasses _classes;
    private readonly WeaviateBatch _batch;
    private readonly WeaviateVisibility _visibility;
    private readonly WeaviateSearch _search;
    private readonly WeaviateDeletion _deletion;

    public WeaviateVectorStore(
        IOptions<WeaviateOptions> options, TimeProvider clock, ILogger<WeaviateVectorStore> logger)
    {
        _options = options.Value;
        bool hasKey = !string.IsNullOrEmpty(_options.ApiKey);
        var endpoint = new StoreEndpoint(
            "Weaviate",
            _options.Url!,
            hasKey ? [new("Authorization", $"Bearer {_options.ApiKey}")] : [],
            hasKey ? [_options.ApiKey!] : [],
            _options);
        _http = new StoreHttpClient(endpoint, clock, logger);
        _connection = new WeaviateConnection(_http);
        _classes = new WeaviateClasses(_connection, _options, logger);
        _batch = new WeaviateBatch(_connection, _options, clock);
        _visibility = new WeaviateVisibility(_connection, _options, clock);
        _search = new WeaviateSearch(_connection, _classes);
        _deletion = new WeaviateDeletion(_connection, _classes, _options, clock);
        Limits = new VectorStoreLimits(MaxDimensions: 65_535, MaxBatch: _options.MaxBatchObjects);
    }

    /// <inheritdoc/>
    public string Name => "weaviate";

    /// <inheritdoc/>
    public VectorStoreLimits Limits { get; }

    /// <inheritdoc/>
    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: true, IsEventual: true);

    /// <inheritdoc/>
    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        string version = await _connection.ReadVersionAsync(cancellationToken);
        return $"Weaviate {version}";
    }

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken) =>
        _classes.CreateAsync(index, settings, cancellationToken);

    /// <inheritdoc/>
    public async Task UpsertAsync(
        IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        // Read now: a write into a class that is gone would make the server invent one.
        WeaviateClass target = await _classes.ReadAsync(index, cancellationToken) ?? throw _classes.Unknown(index);
        // All of them first: what is refused must not leave a part of the batch behind.
        foreach (VectorRecord record in records)
            VectorInput.Check(record.Vector.Span, target.Settings, $"chunk {record.Id}");
        await _classes.AddRangePropertiesAsync(target, records, cancellationToken);
        // Of one id the last counts; in one request or in two that overlap the server does not promise it.
        VectorRecord[] latest = [.. records.GroupBy(record => record.Id).Select(group => group.Last())];
        foreach (VectorRecord[] batch in latest.Chunk(_batch.SizeFor(target.Settings.Dimensions)))
            await _batch.WriteAsync(target, batch, cancellationToken);
        await _visibility.WaitAsync(target, cancellationToken);
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
        foreach (ChunkId[] some in ids.Chunk(MaxIdsInFilter))
        {
            Where where = Where.TextIn("id", some.Select(WeaviateNames.Object));
            await _deletion.DeleteAsync(index, ClassOf(index), where, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken)
    {
        List<Where> conditions =
        [
            Where.TextIn(WeaviateNames.Document, [WeaviateNames.Text(documentId)]),
            Where.Text(WeaviateNames.Version, "LessThanEqual", WeaviateNames.Ordered(upTo)),
        ];
        if (keepVersion is { } kept)
            conditions.Add(Where.Not(Where.TextIn(WeaviateNames.Version, [WeaviateNames.Ordered(kept)])));
        return _deletion.DeleteAsync(index, ClassOf(index), Where.All(conditions), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(IndexId index, CancellationToken cancellationToken) =>
        _search.CountAsync(index, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        _classes.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DropAsync(IndexId index, CancellationToken cancellationToken) =>
        _classes.DropAsync(index, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private string ClassOf(IndexId index) => WeaviateNames.Class(_options.Prefix, index);
}
