namespace Rag.Stores.Embedded.Sqlite;

/// <summary>The tables of format 1.</summary>
internal static class EmbeddedSchema
{
    /// <summary>Creates what is missing. A change of it is a new <see cref="DataDirectory.FormatVersion"/>.</summary>
    /// <remarks>
    /// Chunks lie in two tables: <c>chunks</c> is what an index loads (ids, metadata, term frequencies),
    /// <c>chunk_texts</c>
    /// what a hit shows; loading does not drag the texts along. Nothing is indexed by a chunk's id, which is a hash:
    /// the id's place is known in memory, and an index over hashes costs a random page write a chunk. Keys are never
    /// used again (AUTOINCREMENT): they stand in memory and in directory names. The sums of the catalog are kept by
    /// triggers, so that counting a collection reads one row. An index without a tenant is being dropped.
    /// </remarks>
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS catalog (
            tenant TEXT NOT NULL, collection TEXT NOT NULL, document_id TEXT NOT NULL, sequence INTEGER NOT NULL,
            status TEXT NOT NULL, unfinished INTEGER NOT NULL, bytes INTEGER NOT NULL, chunks INTEGER NOT NULL,
            metadata TEXT NOT NULL, created_at INTEGER NOT NULL, heard_at INTEGER NOT NULL, json TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS catalog_by_id ON catalog (tenant, collection, document_id);
        CREATE INDEX IF NOT EXISTS catalog_by_age ON catalog (tenant, collection, created_at, document_id);
        CREATE INDEX IF NOT EXISTS catalog_by_status ON catalog (tenant, collection, status, created_at, document_id);
        CREATE INDEX IF NOT EXISTS catalog_unfinished ON catalog (heard_at) WHERE unfinished = 1;
        CREATE TABLE IF NOT EXISTS catalog_usage (
            tenant TEXT NOT NULL, collection TEXT NOT NULL, documents INTEGER NOT NULL, chunks INTEGER NOT NULL,
            bytes INTEGER NOT NULL, PRIMARY KEY (tenant, collection)) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS catalog_inserted AFTER INSERT ON catalog BEGIN
            INSERT INTO catalog_usage VALUES (new.tenant, new.collection, 1, new.chunks, new.bytes)
            ON CONFLICT DO UPDATE SET documents = documents + 1, chunks = chunks + excluded.chunks,
                bytes = bytes + excluded.bytes;
        END;
        CREATE TRIGGER IF NOT EXISTS catalog_updated AFTER UPDATE OF chunks, bytes ON catalog BEGIN
            UPDATE catalog_usage SET chunks = chunks + new.chunks - old.chunks, bytes = bytes + new.bytes - old.bytes
            WHERE tenant = new.tenant AND collection = new.collection;
        END;
        CREATE TRIGGER IF NOT EXISTS catalog_deleted AFTER DELETE ON catalog BEGIN
            UPDATE catalog_usage SET documents = documents - 1, chunks = chunks - old.chunks, bytes = bytes - old.bytes
            WHERE tenant = old.tenant AND collection = old.collection;
            DELETE FROM catalog_usage
            WHERE tenant = old.tenant AND collection = old.collection AND documents = 0;
        END;

        CREATE TABLE IF NOT EXISTS grain_states (
            state_name TEXT NOT NULL, grain_key TEXT NOT NULL, etag TEXT NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (state_name, grain_key)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS chunk_indexes (
            index_key INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT, collection TEXT, generation INTEGER,
            documents INTEGER NOT NULL, chunks INTEGER NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS chunk_indexes_by_name ON chunk_indexes (tenant, collection, generation);
        CREATE TABLE IF NOT EXISTS chunk_documents (
            document_key INTEGER PRIMARY KEY, index_key INTEGER NOT NULL, document_id TEXT NOT NULL,
            visible_version INTEGER, fence_version INTEGER NOT NULL, visible_chunks INTEGER NOT NULL, title TEXT,
            author TEXT, metadata TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS chunk_documents_by_id ON chunk_documents (index_key, document_id);
        CREATE TABLE IF NOT EXISTS chunks (
            chunk_key INTEGER PRIMARY KEY AUTOINCREMENT, document_key INTEGER NOT NULL, version INTEGER NOT NULL,
            ordinal INTEGER NOT NULL, id BLOB NOT NULL, metadata TEXT NOT NULL, length INTEGER NOT NULL,
            terms BLOB NOT NULL, crc INTEGER NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS chunks_by_ordinal ON chunks (document_key, version, ordinal);
        CREATE TABLE IF NOT EXISTS chunk_texts (
            chunk_key INTEGER PRIMARY KEY, text TEXT NOT NULL, page INTEGER, section TEXT,
            char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS embeddings (
            embedding_key INTEGER PRIMARY KEY, document_key INTEGER NOT NULL, model TEXT NOT NULL,
            digest BLOB NOT NULL, version INTEGER NOT NULL, kept_characters INTEGER, crc INTEGER NOT NULL,
            vector BLOB NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS embeddings_by_text ON embeddings (document_key, model, digest);

        CREATE TABLE IF NOT EXISTS vector_indexes (
            index_key INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT, collection TEXT, generation INTEGER,
            dimensions INTEGER NOT NULL, metric TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS vector_indexes_by_name ON vector_indexes (tenant, collection, generation);
        CREATE TABLE IF NOT EXISTS vectors (
            index_key INTEGER NOT NULL, slot INTEGER NOT NULL, id BLOB NOT NULL, document_id TEXT NOT NULL,
            version INTEGER NOT NULL, metadata TEXT NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY (index_key, slot)) WITHOUT ROWID;
        """;
}
