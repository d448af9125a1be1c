using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Vectors;

/// <summary>
/// Vectors in pgvector. Small indexes are searched exactly, row by row; large ones through their HNSW index, which goes
/// on looking while a filter rejects what it finds. Where it ends with too few all the same, the search is done
/// exactly, so that a filter never starves one.
/// </summary>
internal sealed class PostgresVectorStore(
    PostgresDatabase database, PgvectorExtension extension, IOptions<PostgresOptions> options) : IVectorStore
{
    /// <summary>The value of a collection's <c>store</c>.</summary>
    public const string StoreName = "postgres";

    /// <summary>Vectors that a transaction writes.</summary>
    private const int VectorsPerWrite = 500;

    /// <summary>Candidates that the graph keeps while it is searched; five times the engine's default.</summary>
    private const int SearchBreadth = 200;

    /// <summary>The engine's own limit.</summary>
    private const int MaxSearchBreadth = 1_000;

    private readonly VectorIndexTable _indexes = new(database);

    /// <inheritdoc/>
    public string Name => StoreName;

    /// <inheritdoc/>
    public VectorStoreLimits Limits { get; } = new(VectorTable.MaxDimensions, VectorsPerWrite);

    /// <inheritdoc/>
    public VectorStoreCapabilities Capabilities { get; } = new(IsShared: true, IsEventual: false);

    /// <inheritdoc/>
    public Task<string> CheckAsync(CancellationToken cancellationToken) => extension.DescribeAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreException"><c>not_configured</c>: no usable pgvector.
    /// <c>too_many_dimensions</c>.</exception>
    public async Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Dimensions, 1);
        if (settings.Dimensions > VectorTable.MaxDimensions)
        {
            throw new StoreException(
                "too_many_dimensions",
                $"Vectors of {settings.Dimensions:N0} dimensions were asked for; pgvector indexes "
                + $"{VectorTable.MaxDimensions:N0} at most. Use a shorter embedding or another store.",
                isTransient: false);
        }

        await extension.EnsureAsync(cancellationToken);
        await _indexes.CreateAsync(index, settings, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task UpsertAsync(
        IndexId index, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        await extension.EnsureAsync(cancellationToken);
        await _indexes.UseAsync(
            index,
            async table =>
            {
                // The last of several records with one id counts. In the order of ids two writers never deadlock.
                (VectorRecord Record, float[] Vector)[] kept =
                [
                    .. records.Reverse().DistinctBy(record => record.Id).OrderBy(record => record.Id).Select(record =>
                        (record, VectorInput.Check(record.Vector.Span, table.Settings, $"chunk {record.Id}"))),
                ];
                foreach ((VectorRecord Record, float[] Vector)[] part in kept.Chunk(VectorsPerWrite))
                    await WriteAsync(table, part, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredChunk>> QueryAsync(
        IndexId index, VectorQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.TopK, 1);
        await extension.EnsureAsync(cancellationToken);
        return await _indexes.UseAsync(
            index,
            table =>
            {
                float[] vector = VectorInput.Check(query.Vector.Span, table.Settings, "the query");
                return database.WriteAsync(
                    "searching vectors",
                    session => FindAsync(session, table, vector, query),
                    cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredChunk>> ScoreAsync(
        IndexId index, ReadOnlyMemory<float> vector, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IVectorStore.MaxScored);
        await extension.EnsureAsync(cancellationToken);
        List<ScoredChunk> scored = await _indexes.UseAsync(
            index,
            table =>
            {
                float[] asked = VectorInput.Check(vector.Span, table.Settings, "the query");
                return database.RunAsync(
                    "scoring vectors",
                    session => session.ReadAsync(
                        ReadHit, table.Score, asked, ids.Select(PostgresRow.WriteId).ToArray()),
                    cancellationToken);
            },
            cancellationToken);
        var byId = scored.ToDictionary(hit => hit.Id);
        return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    /// <inheritdoc/>
    public Task DeleteAsync(IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken) =>
        RemoveAsync(index, "id = ANY ($1)", cancellationToken, ids.Select(PostgresRow.WriteId).ToArray());

    /// <inheritdoc/>
    public Task DeleteDocumentAsync(
        IndexId index, string documentId, long upTo, long? keepVersion, CancellationToken cancellationToken) =>
        RemoveAsync(
            index,
            "document_id = $1 AND version <= $2 AND version IS DISTINCT FROM $3::bigint",
            cancellationToken,
            documentId,
            upTo,
            keepVersion);

    /// <inheritdoc/>
    public async Task<long> CountAsync(IndexId index, CancellationToken cancellationToken)
    {
        if (await _indexes.TryFindAsync(index, cancellationToken) is not { } table) return 0;
        return await database.RunAsync(
            "counting vectors",
            async session => (long)(await session.ReadValueAsync($"SELECT count(*) FROM {table.Name}"))!,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IndexId>> ListAsync(CancellationToken cancellationToken) =>
        await _indexes.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DropAsync(IndexId index, CancellationToken cancellationToken) =>
        _indexes.DropAsync(index, cancellationToken);

    private Task<int> WriteAsync(
        VectorTable table, IEnumerable<(VectorRecord Record, float[] Vector)> part, CancellationToken cancellationToken)
        => database.WriteAsync(
            "writing vectors",
            async session =>
            {
                await using var batch = new NpgsqlBatch(session.Connection);
                foreach ((VectorRecord record, float[] vector) in part)
                {
                    PostgresSession.Add(
                        batch, table.Upsert, PostgresRow.WriteId(record.Id), record.Document.DocumentId,
                        record.Document.Version, PostgresFilter.Column(record.Metadata), vector);
                }

                return await batch.ExecuteNonQueryAsync(session.Token);
            },
            cancellationToken);

    private async Task<List<ScoredChunk>> FindAsync(
        PostgresSession session, VectorTable table, float[] vector, VectorQuery query)
    {
        if (await IsLargeAsync(session, table))
        {
            List<ScoredChunk> near = await FindNearAsync(session, table, vector, query);
            if (near.Count == query.TopK) return near;
        }

        List<object?> values = [vector, (long)query.TopK];
        string sql = table.Exact(PostgresFilter.Condition(query.Filter, "filter", values));
        return await session.ReadAsync(ReadHit, sql, [.. values]);
    }

    private static async Task<List<ScoredChunk>> FindNearAsync(
        PostgresSession session, VectorTable table, float[] vector, VectorQuery query)
    {
        long candidates = table.CandidatesFor(query.TopK);
        long breadth = Math.Clamp(candidates, SearchBreadth, MaxSearchBreadth);
        await session.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"SET LOCAL hnsw.ef_search = {breadth}; SET LOCAL hnsw.iterative_scan = strict_order"));
        List<object?> values = [vector, (long)query.TopK, candidates];
        string sql = table.Approximate(PostgresFilter.Condition(query.Filter, "filter", values));
        return await session.ReadAsync(ReadHit, sql, [.. values]);
    }

    /// <summary>Whether comparing every row takes longer than callers want to wait. Indexes seldom shrink, so what was
    /// large once is not counted again.</summary>
    private async Task<bool> IsLargeAsync(PostgresSession session, VectorTable table)
    {
        if (table.IsKnownToBeLarge) return true;
        long limit = options.Value.ExactVectors;
        long count = (long)(await session.ReadValueAsync(
            $"SELECT count(*) FROM (SELECT id FROM {table.Name} LIMIT $1) AS counted", limit + 1))!;
        return table.IsKnownToBeLarge = count > limit;
    }

    private async Task RemoveAsync(
        IndexId index, string condition, CancellationToken cancellationToken, params object?[] values)
    {
        // Removing from an index that is gone is done already.
        if (await _indexes.TryFindAsync(index, cancellationToken) is not { } table) return;
        await database.RunAsync(
            "deleting vectors",
            session => session.ExecuteAsync($"DELETE FROM {table.Name} WHERE {condition}", values),
            cancellationToken);
    }

    private static ScoredChunk ReadHit(NpgsqlDataReader row) => new(row.Id(0), row.GetFloat(1));
}
