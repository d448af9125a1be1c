using Rag.Pipeline;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Vectors in memory-mapped files, found exactly. A write is durable in two steps: the floats into free slots of the
/// segment files and fsync, then the rows that make the slots count, committed with everybody else's.
/// </summary>
internal sealed class EmbeddedVectorStore(
    EmbeddedDatabase database, VectorIndexes indexes, StoreHealth health) : IVectorStore
{
    private const int MaxDimensions = 16_000;

    /// <summary>Vectors a transaction writes or removes, so that no other write waits long.</summary>
    private const int VectorsPerWrite = 1_000;

    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public VectorStoreLimits Limits { get; } = new(MaxDimensions, VectorsPerWrite);

    /// <inheritdoc/>
    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: false, IsEventual: false);

    /// <inheritdoc/>
    public Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        health.ThrowIfFailed();
        return Task.FromResult($"SQLite {database.Read(session => session.EngineVersion)}");
    }

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Dimensions, MaxDimensions);
        return database.WriteAsync(
            session =>
            {
                if (VectorRows.Find(session, index) is not { } existing)
                    return VectorRows.Add(session, index, settings);
                if (existing.Settings == settings) return 0;
                throw new StoreException(
                    "index_exists",
                    $"Vector index '{index}' exists with {existing.Settings.Dimensions:N0} dimensions and the metric "
                    + $"{existing.Settings.Metric}; {settings.Dimensions:N0} and {settings.Metric} were asked for.",
                    isTransient: false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task UpsertAsync(
        IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        // The last of several records with one id counts, as if they had come one after the other.
        VectorRecord[] distinct = [.. records.Reverse().DistinctBy(record => record.Id).Reverse()];
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        VectorRecord[] kept =
        [
            .. distinct.Select(record => record with
            {
                Vector = VectorInput.Check(record.Vector.Span, lease.Index.Settings, $"chunk {record.Id}"),
            }),
        ];
        foreach (VectorRecord[] part in kept.Chunk(VectorsPerWrite))
            await new VectorWrite(database, lease.Index, health).UpsertAsync(index, part, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.TopK, 1);
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        float[] vector = VectorInput.Check(query.Vector.Span, lease.Index.Settings, "the query");
        return lease.Index.Query(vector, query.TopK, query.Filter);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IVectorStore.MaxScored);
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        return lease.Index.Score(VectorInput.Check(vector.Span, lease.Index.Settings, "the query"), ids);
    }

    /// <inheritdoc/>
    public async Task<VectorRecall?> MeasureRecallAsync(IndexId index, CancellationToken cancellationToken)
    {
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        return await Task.Run(() => lease.Index.MeasureRecall(cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(
        IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        if (!Exists(index)) return;
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        foreach (ChunkId[] part in ids.Chunk(VectorsPerWrite))
        {
            await new VectorWrite(database, lease.Index, health)
                .DeleteAsync(index, part, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken)
    {
        if (!Exists(index)) return;
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        await new VectorWrite(database, lease.Index, health)
            .DeleteDocumentAsync(index, documentId, upTo, keepVersion, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (!Exists(index)) return 0;
        using VectorLease lease = await indexes.UseAsync(index, cancellationToken);
        return lease.Index.Count;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IndexId>>(database.Read(VectorRows.ReadIndexes));

    /// <inheritdoc/>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        long? indexKey = await database.WriteAsync(
            session => VectorRows.BeginDrop(session, index),
            dropped =>
            {
                if (dropped is not null) indexes.Remove(index);
            },
            cancellationToken);
        if (indexKey is { } key) await RemoveAsync(key, cancellationToken);
    }

    /// <summary>Removes what drops left that a stop of the process cut short.</summary>
    public async Task FinishDropsAsync(CancellationToken cancellationToken)
    {
        foreach (long indexKey in database.Read(VectorRows.ReadDropped)) await RemoveAsync(indexKey, cancellationToken);
    }

    /// <summary>Removing from an index that is gone is done already.</summary>
    private bool Exists(IndexId index) => database.Read(session => VectorRows.Find(session, index) is not null);

    private async Task RemoveAsync(long indexKey, CancellationToken cancellationToken)
    {
        while (!await database.WriteAsync(
            session => VectorRows.ContinueDrop(session, indexKey, VectorsPerWrite), cancellationToken))
        {
            // One part after the other, so that other writes come in between.
        }

        string path = indexes.DirectoryOf(indexKey);
        try
        {
            // Queries that are still running keep the files mapped; their names may go.
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        catch (IOException exception)
        {
            throw StoreFailure.From(exception, $"deleting '{path}'");
        }

        await database.WriteAsync(session => VectorRows.EndDrop(session, indexKey), cancellationToken);
    }
}
