using Npgsql;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;

namespace Rag.Stores.Postgres.Catalog;

/// <summary>The list of documents on PostgreSQL.</summary>
internal sealed class PostgresDocumentCatalog(PostgresDatabase database) : IDocumentCatalog
{
    private const int MaxPageSize = 1_000;

    private const string Columns =
        "tenant, collection, document_id, sequence, status, unfinished, bytes, chunks, metadata, created_at, heard_at, "
        + "json";

    /// <inheritdoc/>
    public Task PutAsync(CatalogEntry entry, CancellationToken cancellationToken) => database.RunAsync(
        "writing the catalog",
        session => session.ExecuteAsync(
            $"INSERT INTO rag_catalog AS c ({Columns}, filter) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb) "
            + "ON CONFLICT (tenant, collection, document_id) DO UPDATE SET sequence = excluded.sequence, "
            + "status = excluded.status, unfinished = excluded.unfinished, bytes = excluded.bytes, "
            + "chunks = excluded.chunks, metadata = excluded.metadata, created_at = excluded.created_at, "
            + "heard_at = excluded.heard_at, json = excluded.json, filter = excluded.filter "
            + "WHERE excluded.sequence > c.sequence",
            entry.Tenant,
            entry.Collection,
            entry.DocumentId,
            entry.Sequence,
            entry.Status,
            entry.IsUnfinished,
            entry.Bytes,
            entry.Chunks,
            entry.Metadata.Json,
            entry.CreatedAt.UtcTicks,
            entry.HeardAt.UtcTicks,
            entry.Json,
            PostgresFilter.Column(entry.Metadata)),
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(
        string tenant, string collection, string documentId, CancellationToken cancellationToken) => database.RunAsync(
            "removing from the catalog",
            session => session.ExecuteAsync(
                "DELETE FROM rag_catalog WHERE tenant = $1 AND collection = $2 AND document_id = $3",
                tenant,
                collection,
                documentId),
            cancellationToken);

    /// <inheritdoc/>
    public Task RemoveCollectionAsync(string tenant, string collection, CancellationToken cancellationToken) =>
        database.WriteAsync(
            "removing from the catalog",
            async session =>
            {
                await session.ExecuteAsync(
                    "DELETE FROM rag_catalog WHERE tenant = $1 AND collection = $2", tenant, collection);
                return await session.ExecuteAsync(
                    "DELETE FROM rag_catalog_usage "
                    + "WHERE tenant = $1 AND collection = $2 AND documents = 0 AND chunks = 0 AND bytes = 0",
                    tenant,
                    collection);
            },
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>invalid_cursor</c>: the cursor is none that a catalog made.</exception>
    public async Task<CatalogPage> ListAsync(CatalogQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, MaxPageSize);
        CatalogCursor after = query.Cursor is null ? CatalogCursor.BeforeAll : CatalogCursor.Parse(query.Cursor);
        List<object?> values =
            [query.Tenant, query.Collection, after.CreatedTicks, after.DocumentId, query.Limit + 1];
        string status = "true";
        if (query.Status is not null)
        {
            values.Add(query.Status);
            status = "status = $6";
        }

        string sql = $"SELECT {Columns} FROM rag_catalog WHERE tenant = $1 AND collection = $2 "
            + $"AND (created_at, document_id) < ($3, $4) AND {status} "
            + $"AND {PostgresFilter.Condition(query.Filter, "filter", values)} "
            + "ORDER BY created_at DESC, document_id DESC LIMIT $5";
        List<CatalogEntry> entries = await database.RunAsync(
            "listing the catalog", session => session.ReadAsync(ReadEntry, sql, [.. values]), cancellationToken);
        // The one beyond the page tells that there is a next one.
        return entries.Count <= query.Limit
            ? new CatalogPage(entries, NextCursor: null)
            : new CatalogPage(entries[..query.Limit], CatalogCursor.After(entries[query.Limit - 1]).ToString());
    }

    /// <inheritdoc/>
    public Task<CatalogUsage> CountAsync(string tenant, string collection, CancellationToken cancellationToken) =>
        database.RunAsync(
            "counting the catalog",
            async session => (await session.ReadAsync(
                row => new CatalogUsage(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
                "SELECT coalesce(sum(documents), 0)::bigint, coalesce(sum(chunks), 0)::bigint, "
                + "coalesce(sum(bytes), 0)::bigint FROM rag_catalog_usage WHERE tenant = $1 AND collection = $2",
                tenant,
                collection))[0],
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogEntry>> ListUnfinishedAsync(
        DateTimeOffset silentSince, int limit, CancellationToken cancellationToken) => await database.RunAsync(
            "listing unfinished documents",
            session => session.ReadAsync(
                ReadEntry,
                $"SELECT {Columns} FROM rag_catalog WHERE unfinished AND heard_at < $1 ORDER BY heard_at LIMIT $2",
                silentSince.UtcTicks,
                limit),
            cancellationToken);

    /// <inheritdoc/>
    public Task TouchAsync(
        string tenant, string collection, string documentId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(
            "noting that work goes on",
            session => session.ExecuteAsync(
                "UPDATE rag_catalog SET heard_at = $4 "
                + "WHERE tenant = $1 AND collection = $2 AND document_id = $3 AND heard_at < $4",
                tenant,
                collection,
                documentId,
                now.UtcTicks),
            cancellationToken);

    private static CatalogEntry ReadEntry(NpgsqlDataReader row) => new()
    {
        Tenant = row.Text(0),
        Collection = row.Text(1),
        DocumentId = row.Text(2),
        Sequence = row.GetInt64(3),
        Status = row.Text(4),
        IsUnfinished = row.GetBoolean(5),
        Bytes = row.GetInt64(6),
        Chunks = row.GetInt32(7),
        Metadata = MetadataReader.Read(row.Text(8)),
        CreatedAt = new DateTimeOffset(row.GetInt64(9), TimeSpan.Zero),
        HeardAt = new DateTimeOffset(row.GetInt64(10), TimeSpan.Zero),
        Json = row.Text(11),
    };
}
