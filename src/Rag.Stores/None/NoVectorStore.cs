using Rag.Pipeline;

namespace Rag.Stores.None;

/// <summary>
/// For collections that are searched by keywords alone. It takes vectors and keeps none, so everything that a vector
/// store promises of what it holds is true of it.
/// </summary>
internal sealed class NoVectorStore : IVectorStore
{
    public string Name => IVectorStore.None;

    public VectorStoreLimits Limits { get; } = new(int.MaxValue, 1_000);

    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: true, IsEventual: false);

    public Task<string> CheckAsync(CancellationToken cancellationToken) => Task.FromResult("none");

    public Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task UpsertAsync(
        IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScoredChunk>>([]);

    public Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids,
        CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScoredChunk>>([]);

    public Task DeleteAsync(IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<long> CountAsync(IndexId index, CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IndexId>>([]);

    public Task DropAsync(IndexId index, CancellationToken cancellationToken) => Task.CompletedTask;
}
