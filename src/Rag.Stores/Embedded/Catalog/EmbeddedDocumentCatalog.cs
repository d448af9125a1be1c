using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using Rag.Pipeline.Filtering;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Embedded.Catalog;

/// <summary>The list of documents, in SQLite. Reads run on the calling thread: they take microseconds.</summary>
internal sealed class EmbeddedDocumentCatalog(EmbeddedDatabase database) : IDocumentCatalog
{
    private const int MaxPageSize = 1_000;

    /// <summary>Rows between two looks at the cancellation token while a filter rejects row after row.</summary>
    private const int RowsPerCancellationCheck = 256;

    private const string Columns =
        "tenant, collection, document_id, sequence, status, unfinished, bytes, chunks, metadata, created_at, heard_at, "
        + "json";

    /// <inheritdoc/>
    public Task PutAsync(CatalogEntry entry, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            $"INSERT INTO catalog ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
            + "ON CONFLICT (tenant, collection, document_id) DO UPDATE SET sequence = excluded.sequence, "
            + "status = excluded.status, unfinished = excluded.unfinished, bytes = excluded.bytes, "
            + "chunks = excluded.chunks, metadata = excluded.metadata, created_at = excluded.created_at, "
            + "heard_at = excluded.heard_at, json = excluded.json WHERE excluded.sequence > sequence",
            entry.Tenant,
            entry.Collection,
            entry.DocumentId,
            entry.Sequence,
            entry.Status,
            entry.IsUnfinished ? 1 : 0,
            entry.Bytes,
            entry.Chunks,
            entry.Metadata.Json,
            entry.CreatedAt.UtcTicks,
            entry.HeardAt.UtcTicks,
            entry.Json),
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(
        string tenant, string collection, string documentId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Execute(
                "DELETE FROM catalog WHERE tenant = ?1 AND collection = ?2 AND document_id = ?3",
                tenant,
                collection,
                documentId),
            cancellationToken);

    /// <inheritdoc/>
    public Task RemoveCollectionAsync(string tenant, string collection, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Execute(
                "DELETE FROM catalog WHERE tenant = ?1 AND collection = ?2", tenant, collection),
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>invalid_cursor</c>: the cursor is none that this catalog
    /// made.</exception>
    public Task<CatalogPage> ListAsync(CatalogQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, MaxPageSize);
        CatalogCursor after = query.Cursor is null ? CatalogCursor.BeforeAll : CatalogCursor.Parse(query.Cursor);
        return Task.FromResult(database.Read(session => ReadPage(session, query, after, cancellationToken)));
    }

    /// <inheritdoc/>
    public Task<CatalogUsage> CountAsync(string tenant, string collection, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session =>
        {
            using SqliteDataReader row = session.Query(
                "SELECT documents, chunks, bytes FROM catalog_usage WHERE tenant = ?1 AND collection = ?2",
                tenant,
                collection);
            return row.Read() ? new CatalogUsage(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) : default;
        }));

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogEntry>> ListUnfinishedAsync(
        DateTimeOffset silentSince, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read<IReadOnlyList<CatalogEntry>>(session =>
        {
            using SqliteDataReader row = session.Query(
                $"SELECT {Columns} FROM catalog WHERE unfinished = 1 AND heard_at < ?1 ORDER BY heard_at LIMIT ?2",
                silentSince.UtcTicks,
                limit);
            var entries = new List<CatalogEntry>();
            while (row.Read()) entries.Add(ReadEntry(row));
            return entries;
        }));

    /// <inheritdoc/>
    public Task TouchAsync(
        string tenant, string collection, string documentId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Execute(
                "UPDATE catalog SET heard_at = ?4 "
                + "WHERE tenant = ?1 AND collection = ?2 AND document_id = ?3 AND heard_at < ?4",
                tenant,
                collection,
                documentId,
                now.UtcTicks),
            cancellationToken);

    private static CatalogPage ReadPage(
        SqliteSession session, CatalogQuery query, CatalogCursor after, CancellationToken cancellationToken)
    {
        using SqliteDataReader row = QueryRows(session, query, after);
        var entries = new List<CatalogEntry>();
        for (int seen = 1; row.Read(); seen++)
        {
            if (seen % RowsPerCancellationCheck == 0) cancellationToken.ThrowIfCancellationRequested();
            CatalogEntry entry = ReadEntry(row);
            if (query.Filter?.Matches(entry.Metadata) == false) continue;
            // The one beyond the page tells that there is a next one.
            if (entries.Count == query.Limit)
                return new CatalogPage(entries, CatalogCursor.After(entries[^1]).ToString());
            entries.Add(entry);
        }

        return new CatalogPage(entries, NextCursor: null);
    }

    private static SqliteDataReader QueryRows(SqliteSession session, CatalogQuery query, CatalogCursor after) =>
        query.Status is null
            ? session.Query(
                $"SELECT {Columns} FROM catalog WHERE tenant = ?1 AND collection = ?2 "
                + "AND (created_at, document_id) < (?3, ?4) ORDER BY created_at DESC, document_id DESC",
                query.Tenant,
                query.Collection,
                after.CreatedTicks,
                after.DocumentId)
            : session.Query(
                $"SELECT {Columns} FROM catalog WHERE tenant = ?1 AND collection = ?2 AND status = ?5 "
                + "AND (created_at, document_id) < (?3, ?4) ORDER BY created_at DESC, document_id DESC",
                query.Tenant,
                query.Collection,
                after.CreatedTicks,
                after.DocumentId,
                query.Status);

    private static CatalogEntry ReadEntry(SqliteDataReader row) => new()
    {
        Tenant = row.GetString(0),
        Collection = row.GetString(1),
        DocumentId = row.GetString(2),
        Sequence = row.GetInt64(3),
        Status = row.GetString(4),
        IsUnfinished = row.GetInt64(5) != 0,
        Bytes = row.GetInt64(6),
        Chunks = row.GetInt32(7),
        Metadata = MetadataReader.Read(row.GetString(8)),
        CreatedAt = new DateTimeOffset(row.GetInt64(9), TimeSpan.Zero),
        HeardAt = new DateTimeOffset(row.GetInt64(10), TimeSpan.Zero),
        Json = row.GetString(11),
    };
}
