-- The product's own tables: passages and their keyword index, uploads, the list of documents.
--
-- Texts compare code point by code point everywhere (COLLATE "C"), whatever the database's own collation is. U+0000, which
-- PostgreSQL does not store, is written as U+0001 'b' and U+0001 as U+0001 'a'.
--
-- Idempotent: running it again changes nothing.

-- Passages ------------------------------------------------------------------------------------------------------------

-- An index without a tenant is being dropped: nothing finds it, and its rows go part by part.
CREATE TABLE IF NOT EXISTS rag_chunk_indexes (
    index_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C",
    collection text COLLATE "C",
    generation integer NOT NULL,
    UNIQUE (tenant, collection, generation));

-- What is visible of an index. Each publication changes one row of several, as its last statement, so that publishers of
-- one index do not wait for each other's commits.
CREATE TABLE IF NOT EXISTS rag_chunk_totals (
    index_key integer NOT NULL,
    shard smallint NOT NULL,
    documents bigint NOT NULL,
    chunks bigint NOT NULL,
    length bigint NOT NULL,
    PRIMARY KEY (index_key, shard))
    WITH (fillfactor = 50);

-- Who changes anything of a document locks its row first. The fence is at least the visible version, and never falls.
CREATE TABLE IF NOT EXISTS rag_chunk_documents (
    document_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    index_key integer NOT NULL REFERENCES rag_chunk_indexes,
    document_id text COLLATE "C" NOT NULL,
    fence_version bigint NOT NULL,
    visible_version bigint,
    visible_chunks integer NOT NULL DEFAULT 0,
    visible_length bigint NOT NULL DEFAULT 0,
    title text,
    author text,
    UNIQUE (index_key, document_id))
    WITH (fillfactor = 80);

-- What searches and filters read. 'filter' is the metadata as conditions see them: {"key": value}, and "@key" with the
-- microseconds since 1970 where the value is an RFC 3339 date or time.
CREATE TABLE IF NOT EXISTS rag_chunks (
    chunk_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    index_key integer NOT NULL,
    document_key bigint NOT NULL,
    version bigint NOT NULL,
    ordinal integer NOT NULL,
    id uuid NOT NULL,
    length integer NOT NULL,
    filter jsonb NOT NULL,
    UNIQUE (document_key, version, ordinal));
CREATE INDEX IF NOT EXISTS rag_chunks_by_id ON rag_chunks (index_key, id);

-- What hits show, and the terms, from which the postings of a version are made when it becomes visible.
CREATE TABLE IF NOT EXISTS rag_chunk_texts (
    chunk_key bigint PRIMARY KEY,
    text text NOT NULL,
    page integer,
    section text,
    char_start integer NOT NULL,
    char_end integer NOT NULL,
    metadata text NOT NULL,
    terms text[] COLLATE "C" NOT NULL,
    frequencies integer[] NOT NULL);

-- The keyword index: the terms of visible passages, and of no others, so that a search counts what it must count by
-- reading this alone. The key covers a search: it need not look at the table where that has been vacuumed.
CREATE TABLE IF NOT EXISTS rag_postings (
    index_key integer NOT NULL,
    term text COLLATE "C" NOT NULL,
    chunk_key bigint NOT NULL,
    frequency integer NOT NULL,
    length integer NOT NULL,
    PRIMARY KEY (index_key, term, chunk_key) INCLUDE (frequency, length));

-- Uploads and extracted texts -----------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS rag_blobs (
    blob_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    begun_at timestamptz NOT NULL,
    size bigint NOT NULL,
    sha256 bytea, -- NULL: not complete yet
    UNIQUE (tenant, name));
CREATE INDEX IF NOT EXISTS rag_blobs_open ON rag_blobs (begun_at) WHERE sha256 IS NULL;

CREATE TABLE IF NOT EXISTS rag_blob_blocks (
    blob_key bigint NOT NULL REFERENCES rag_blobs ON DELETE CASCADE,
    start bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (blob_key, start));
-- Uploads are mostly compressed already, and a part of a block is read faster where it is not.
ALTER TABLE rag_blob_blocks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The list of documents -----------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS rag_catalog (
    tenant text COLLATE "C" NOT NULL,
    collection text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    status text COLLATE "C" NOT NULL,
    unfinished boolean NOT NULL,
    bytes bigint NOT NULL,
    chunks integer NOT NULL,
    metadata text NOT NULL,
    filter jsonb NOT NULL,
    created_at bigint NOT NULL, -- ticks of 100 ns since year 1, UTC: exactly what the program counts
    heard_at bigint NOT NULL,
    json text NOT NULL,
    PRIMARY KEY (tenant, collection, document_id))
    WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS rag_catalog_by_age ON rag_catalog (tenant, collection, created_at, document_id);
CREATE INDEX IF NOT EXISTS rag_catalog_by_status ON rag_catalog (tenant, collection, status, created_at, document_id);
CREATE INDEX IF NOT EXISTS rag_catalog_unfinished ON rag_catalog (heard_at) WHERE unfinished;

-- Sums of a collection, spread over rows so that its writers do not wait for each other.
CREATE TABLE IF NOT EXISTS rag_catalog_usage (
    tenant text COLLATE "C" NOT NULL,
    collection text COLLATE "C" NOT NULL,
    shard smallint NOT NULL,
    documents bigint NOT NULL,
    chunks bigint NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (tenant, collection, shard))
    WITH (fillfactor = 50);

CREATE OR REPLACE FUNCTION rag_catalog_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one rag_catalog := coalesce(new, old);
BEGIN
    INSERT INTO rag_catalog_usage AS usage VALUES (
        one.tenant, one.collection, hashtext(one.document_id) & 15,
        CASE TG_OP WHEN 'INSERT' THEN 1 WHEN 'DELETE' THEN -1 ELSE 0 END,
        coalesce(new.chunks, 0) - coalesce(old.chunks, 0), coalesce(new.bytes, 0) - coalesce(old.bytes, 0))
    ON CONFLICT (tenant, collection, shard) DO UPDATE SET
        documents = usage.documents + excluded.documents,
        chunks = usage.chunks + excluded.chunks,
        bytes = usage.bytes + excluded.bytes;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER rag_catalog_counted AFTER INSERT OR DELETE OR UPDATE OF chunks, bytes ON rag_catalog
    FOR EACH ROW EXECUTE FUNCTION rag_catalog_count();

INSERT INTO rag_schema (version, name) VALUES (2, '002-stores') ON CONFLICT DO NOTHING;
