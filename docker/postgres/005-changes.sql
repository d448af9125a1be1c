-- Which documents changed what is visible, and when: hosts that keep a collection's keyword index in memory ask at every
-- question for what is new to them.
--
-- 'changed' is the transaction that showed or hid the document last; NULL: not since this version of the tables. Beside a
-- snapshot (pg_current_snapshot) it says exactly whether a host has seen that already. Nothing is counted, so that
-- publishers do not wait for each other; and each document has one entry, so that nothing needs to be trimmed.
--
-- A trigger writes it: hosts of the version before, which still run during an upgrade, do not know of it.
--
-- Idempotent: running it again changes nothing.

ALTER TABLE rag_chunk_documents ADD COLUMN IF NOT EXISTS changed xid8;

CREATE INDEX IF NOT EXISTS rag_chunk_documents_changed ON rag_chunk_documents (index_key, changed)
    WHERE changed IS NOT NULL;

CREATE OR REPLACE FUNCTION rag_chunk_document_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.changed := pg_current_xact_id();
    RETURN new;
END $$;

CREATE OR REPLACE TRIGGER rag_chunk_documents_change BEFORE UPDATE OF visible_version ON rag_chunk_documents
    FOR EACH ROW WHEN (new.visible_version IS DISTINCT FROM old.visible_version)
    EXECUTE FUNCTION rag_chunk_document_changed();

CREATE OR REPLACE TRIGGER rag_chunk_documents_copied BEFORE INSERT ON rag_chunk_documents
    FOR EACH ROW WHEN (new.visible_version IS NOT NULL)
    EXECUTE FUNCTION rag_chunk_document_changed();

INSERT INTO rag_schema (version, name) VALUES (5, '005-changes') ON CONFLICT DO NOTHING;
