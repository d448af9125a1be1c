-- The indexes of the vector store 'postgres'. Each has its vectors in a table of its own, rag_vectors_<index_key>, which
-- the program makes when the index is created: that needs the extension 'vector' (pgvector 0.8 or later), these do not.
--
-- Idempotent: running it again changes nothing.

CREATE TABLE IF NOT EXISTS rag_vector_indexes (
    index_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    collection text COLLATE "C" NOT NULL,
    generation integer NOT NULL,
    dimensions integer NOT NULL,
    metric text NOT NULL,
    UNIQUE (tenant, collection, generation));

INSERT INTO rag_schema (version, name) VALUES (3, '003-vectors') ON CONFLICT DO NOTHING;
