using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Rag.Pipeline;

namespace Rag.Stores.Memory;

/// <summary>
/// The plainest vector store: everything in memory, every vector compared. The oracle that other stores are held
/// against, and for tests; it forgets everything with its process.
/// </summary>
public sealed class MemoryVectorStore : IVectorStore
{
    private readonly ConcurrentDictionary<IndexId, MemoryIndex> _indexes = new();

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public VectorStoreLimits Limits { get; } = new(MaxDimensions: 16_000, MaxBatch: 1_000);

    /// <inheritdoc/>
    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: false, IsEventual: false);

    /// <inheritdoc/>
    public Task<string> CheckAsync(CancellationToken cancellationToken) => Task.FromResult("memory");

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        MemoryIndex made = _indexes.GetOrAdd(index, _ => new MemoryIndex(settings));
        return made.Settings == settings
            ? Task.CompletedTask
            : throw Refused("conflict", $"The index {index} exists with {made.Settings}, not with {settings}.");
    }

    /// <inheritdoc/>
    public Task UpsertAsync(IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        MemoryIndex target = Find(index);
        foreach (VectorRecord record in records) Check(record.Vector.Span, target.Settings);
        foreach (VectorRecord record in records) target.Records[record.Id] = record;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken)
    {
        MemoryIndex target = Find(index);
        Check(query.Vector.Span, target.Settings);
        return Task.FromResult<IReadOnlyList<ScoredChunk>>(
        [
            .. target.Records.Values
                .Where(record => query.Filter?.Matches(record.Metadata) ?? true)
                .Select(record => Score(record, query.Vector, target.Settings.Metric))
                .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id)
                .Take(query.TopK),
        ]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        MemoryIndex target = Find(index);
        Check(vector.Span, target.Settings);
        return Task.FromResult<IReadOnlyList<ScoredChunk>>(
        [
            .. ids.Where(target.Records.ContainsKey)
                .Select(id => Score(target.Records[id], vector, target.Settings.Metric)),
        ]);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        if (!_indexes.TryGetValue(index, out MemoryIndex? target)) return Task.CompletedTask;
        foreach (ChunkId id in ids) target.Records.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken)
    {
        if (!_indexes.TryGetValue(index, out MemoryIndex? target)) return Task.CompletedTask;
        foreach (VectorRecord record in target.Records.Values)
        {
            DocumentVersion document = record.Document;
            if (document.DocumentId == documentId && document.Version <= upTo && document.Version != keepVersion)
            {
                target.Records.TryRemove(record.Id, out _);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(IndexId index, CancellationToken cancellationToken) =>
        Task.FromResult(_indexes.TryGetValue(index, out MemoryIndex? target) ? target.Records.Count : 0L);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IndexId>>([.. _indexes.Keys]);

    /// <inheritdoc/>
    public Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        _indexes.TryRemove(index, out _);
        return Task.CompletedTask;
    }

    private static ScoredChunk Score(VectorRecord record, ReadOnlyMemory<float> vector, DistanceMetric metric) => new(
        record.Id,
        metric switch
        {
            DistanceMetric.Cosine => TensorPrimitives.CosineSimilarity(record.Vector.Span, vector.Span),
            DistanceMetric.Dot => TensorPrimitives.Dot(record.Vector.Span, vector.Span),
            _ => -TensorPrimitives.Distance(record.Vector.Span, vector.Span),
        });

    private static void Check(ReadOnlySpan<float> vector, VectorIndexSettings settings)
    {
        if (vector.Length != settings.Dimensions)
        {
            throw Refused(
                "dimension_mismatch",
                $"The vector has {vector.Length} values; the index has {settings.Dimensions} dimensions.");
        }

        foreach (float value in vector)
        {
            if (!float.IsFinite(value)) throw Refused("invalid_vector", $"The vector has the value {value}.");
        }

        if (settings.Metric == DistanceMetric.Cosine && TensorPrimitives.Norm(vector) == 0)
        {
            throw Refused("invalid_vector", "The vector is all zero; it has no direction for the cosine metric.");
        }
    }

    private MemoryIndex Find(IndexId index) => _indexes.TryGetValue(index, out MemoryIndex? found)
        ? found
        : throw Refused("unknown_index", $"There is no index {index}.");

    private static StoreException Refused(string code, string message) => new(code, message, isTransient: false);

    private sealed record MemoryIndex(VectorIndexSettings Settings)
    {
        public ConcurrentDictionary<ChunkId, VectorRecord> Records { get; } = new();
    }
}
