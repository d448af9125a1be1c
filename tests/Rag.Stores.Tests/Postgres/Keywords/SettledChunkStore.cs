using Rag.Pipeline;
using Rag.Stores.Postgres.Keywords;

namespace Rag.Stores.Tests.Postgres.Keywords;

/// <summary>A chunk store whose questions wait until its copy of the keyword index is made, so that they are answered
/// out of it.</summary>
internal sealed class SettledChunkStore(IChunkStore store, KeywordReplicas replicas) : IChunkStore
{
    public Task CreateAsync(IndexId index, CancellationToken cancellationToken) =>
        store.CreateAsync(index, cancellationToken);

    public Task WriteAsync(
        IndexId index, DocumentVersion document, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken) =>
        store.WriteAsync(index, document, chunks, cancellationToken);

    public Task<bool> PublishAsync(
        IndexId index,
        DocumentVersion document,
        DocumentDescription description,
        int chunkCount,
        CancellationToken cancellationToken) =>
        store.PublishAsync(index, document, description, chunkCount, cancellationToken);

    public Task WithdrawAsync(IndexId index, DocumentVersion document, CancellationToken cancellationToken) =>
        store.WithdrawAsync(index, document, cancellationToken);

    public Task PurgeAsync(IndexId index, string documentId, long upTo, CancellationToken cancellationToken) =>
        store.PurgeAsync(index, documentId, upTo, cancellationToken);

    public async Task<IReadOnlyList<ScoredChunk>> SearchAsync(
        IndexId index, KeywordQuery query, CancellationToken cancellationToken)
    {
        await SettleAsync(index, cancellationToken);
        return await store.SearchAsync(index, query, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> FindUnknownTermsAsync(
        IndexId index, IReadOnlyList<string> terms, CancellationToken cancellationToken)
    {
        await SettleAsync(index, cancellationToken);
        return await store.FindUnknownTermsAsync(index, terms, cancellationToken);
    }

    public async Task<IReadOnlyList<FoundTerm>> FindTermsAsync(
        IndexId index, TermPattern pattern, CancellationToken cancellationToken)
    {
        await SettleAsync(index, cancellationToken);
        return await store.FindTermsAsync(index, pattern, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ScoredChunk>> SelectVisibleAsync(
        IndexId index, IReadOnlyList<ScoredChunk> hits, CancellationToken cancellationToken)
    {
        await SettleAsync(index, cancellationToken);
        return await store.SelectVisibleAsync(index, hits, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StoredChunk>> ReadAsync(
        IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        await SettleAsync(index, cancellationToken);
        return await store.ReadAsync(index, ids, cancellationToken);
    }

    public Task<IReadOnlyList<StoredChunk>> ListAsync(
        IndexId index, string documentId, int firstOrdinal, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(index, documentId, firstOrdinal, limit, cancellationToken);

    public Task<IReadOnlyList<ChunkHeading>> ListHeadingsAsync(
        IndexId index, int limit, CancellationToken cancellationToken) =>
        store.ListHeadingsAsync(index, limit, cancellationToken);

    public Task<IndexUsage> CountAsync(IndexId index, CancellationToken cancellationToken) =>
        store.CountAsync(index, cancellationToken);

    public Task DropAsync(IndexId index, CancellationToken cancellationToken) =>
        store.DropAsync(index, cancellationToken);

    /// <summary>Makes the copy, unless there is no index to make it of.</summary>
    private async Task SettleAsync(IndexId index, CancellationToken cancellationToken)
    {
        try
        {
            if (await replicas.FindAsync(index, cancellationToken) is null) await replicas.WorkOf(index);
        }
        catch (StoreException)
        {
            // The question itself tells what is wrong.
        }
    }
}
