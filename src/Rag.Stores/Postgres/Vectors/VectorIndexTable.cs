using System.Collections.Concurrent;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres.Vectors;

/// <summary>
/// Which table an index has. What was found is remembered: a table's name is never used again, so what is remembered of
/// a dropped index leads to a table that is not there, and the index is looked up anew.
/// </summary>
internal sealed class VectorIndexTable(PostgresDatabase database)
{
    private readonly ConcurrentDictionary<IndexId, VectorTable> _known = new();

    /// <summary>Makes an index and its table.</summary>
    /// <exception cref="StoreException">Code <c>index_exists</c>: it exists with other settings.</exception>
    public async Task CreateAsync(IndexId index, VectorIndexSettings settings, CancellationToken cancellationToken)
    {
        VectorTable table = await database.WriteAsync(
            "creating a vector index",
            async session =>
            {
                object? key = await session.ReadValueAsync(
                    "INSERT INTO rag_vector_indexes (tenant, collection, generation, dimensions, metric) "
                    + "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING index_key",
                    index.Tenant,
                    index.Collection,
                    index.Generation,
                    settings.Dimensions,
                    settings.Metric.ToString());
                if (key is null) return (await FindAsync(session, index))!;
                var made = new VectorTable((int)key, settings);
                await session.ExecuteAsync(made.Create);
                return made;
            },
            cancellationToken);
        if (table.Settings == settings) return;
        throw new StoreException(
            "index_exists",
            $"Vector index '{index}' exists with {table.Settings.Dimensions:N0} dimensions and the metric "
            + $"{table.Settings.Metric}; {settings.Dimensions:N0} and {settings.Metric} were asked for.",
            isTransient: false);
    }

    /// <summary>Works on the table of an index.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>: there is none.</exception>
    public async Task<T> UseAsync<T>(
        IndexId index, Func<VectorTable, Task<T>> use, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(index, out VectorTable? known))
        {
            try
            {
                return await use(known);
            }
            catch (StoreException exception) when (IsDropped(exception))
            {
                _known.TryRemove(index, out _);
            }
        }

        VectorTable table = await TryFindAsync(index, cancellationToken) ?? throw Missing(index);
        try
        {
            return await use(table);
        }
        catch (StoreException exception) when (IsDropped(exception))
        {
            _known.TryRemove(index, out _);
            throw Missing(index);
        }
    }

    /// <summary>The table of an index as the database knows it; <see langword="null"/> if there is none.</summary>
    public async Task<VectorTable?> TryFindAsync(IndexId index, CancellationToken cancellationToken)
    {
        VectorTable? table = await database.RunAsync(
            "looking up a vector index", session => FindAsync(session, index), cancellationToken);
        if (table is not null) _known[index] = table;
        return table;
    }

    /// <summary>Every index.</summary>
    public Task<List<IndexId>> ListAsync(CancellationToken cancellationToken) => database.RunAsync(
        "listing vector indexes",
        session => session.ReadAsync(
            row => new IndexId(row.Text(0), row.Text(1), row.GetInt32(2)),
            "SELECT tenant, collection, generation FROM rag_vector_indexes ORDER BY index_key"),
        cancellationToken);

    /// <summary>Removes an index and its table; an unknown one is ignored.</summary>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            "dropping a vector index",
            async session =>
            {
                object? key = await session.ReadValueAsync(
                    "DELETE FROM rag_vector_indexes WHERE tenant = $1 AND collection = $2 AND generation = $3 "
                    + "RETURNING index_key",
                    index.Tenant,
                    index.Collection,
                    index.Generation);
                return key is not int number
                    ? 0
                    : await session.ExecuteAsync(
                        "DROP TABLE IF EXISTS " + new VectorTable(number, new(1, DistanceMetric.Cosine)).Name);
            },
            cancellationToken);
        _known.TryRemove(index, out _);
    }

    private static async Task<VectorTable?> FindAsync(PostgresSession session, IndexId index) =>
        (await session.ReadAsync(
            row => new VectorTable(
                row.GetInt32(0),
                new VectorIndexSettings(row.GetInt32(1), Enum.Parse<DistanceMetric>(row.GetString(2)))),
            "SELECT index_key, dimensions, metric FROM rag_vector_indexes "
            + "WHERE tenant = $1 AND collection = $2 AND generation = $3",
            index.Tenant,
            index.Collection,
            index.Generation)).FirstOrDefault();

    private static bool IsDropped(StoreException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable };

    private static StoreException Missing(IndexId index) => new(
        "unknown_index", $"Vector index '{index}' does not exist; it was never created, or was dropped.", false);
}
