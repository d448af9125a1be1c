-- Vectors of passages that a model made before: a re-upload, or a run after one that was cut off, does not pay for them
-- again. They belong to one document each, and go with it.
--
-- Idempotent: running it again changes nothing.

-- 'version' is the last version of the document that used the vector. Whoever adds rows holds the document's row of
-- rag_chunk_documents, so none comes after a version was withdrawn. A look-up changes the version alone: that row is short,
-- and no index knows of it.
CREATE TABLE IF NOT EXISTS rag_embeddings (
    index_key integer NOT NULL,
    document_key bigint NOT NULL,
    model text COLLATE "C" NOT NULL,
    digest bytea NOT NULL, -- SHA-256 of the embedded text
    version bigint NOT NULL,
    kept_characters integer, -- NULL: the model read the whole text
    vector bytea NOT NULL, -- singles, little-endian
    PRIMARY KEY (index_key, document_key, model, digest))
    WITH (fillfactor = 80);
-- Floats do not compress.
ALTER TABLE rag_embeddings ALTER COLUMN vector SET STORAGE EXTERNAL;

INSERT INTO rag_schema (version, name) VALUES (4, '004-embeddings') ON CONFLICT DO NOTHING;
