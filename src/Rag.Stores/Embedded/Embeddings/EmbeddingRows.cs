using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using Rag.Stores.Embedded.Sqlite;

namespace Rag.Stores.Embedded.Embeddings;

/// <summary>The SQL of the embedding cache. Its rows belong to the chunk store's documents; each carries a checksum
/// over all that it says but the version.</summary>
internal static class EmbeddingRows
{
    /// <summary>What is kept for a text; <see langword="null"/> if nothing is.</summary>
    /// <exception cref="StoreException">Code <c>corrupt</c>: the row is damaged.</exception>
    public static EmbeddingRow? Find(SqliteSession session, long documentKey, string model, TextDigest text)
    {
        byte[] digest = text.ToBytes();
        using SqliteDataReader row = session.Query(
            "SELECT embedding_key, version, kept_characters, crc, vector FROM embeddings "
            + "WHERE document_key = ?1 AND model = ?2 AND digest = ?3",
            documentKey,
            model,
            digest);
        if (!row.Read()) return null;
        byte[] vector = row.GetBytes(4);
        int? keptCharacters = (int?)row.GetInteger(2);
        if (Checksum(documentKey, model, digest, keptCharacters, vector) != row.GetInt64(3))
        {
            throw new StoreException(
                "corrupt",
                $"The vector in row {row.GetInt64(0)} of 'embeddings' is damaged. It will be made again, and replaced.",
                isTransient: false);
        }

        var embedding = new CachedEmbedding(VectorBytes.Read(vector), keptCharacters);
        return new EmbeddingRow(row.GetInt64(0), row.GetInt64(1), embedding);
    }

    /// <summary>Says that a version used a row.</summary>
    public static int Use(SqliteSession session, long embeddingKey, long version) => session.Execute(
        "UPDATE embeddings SET version = ?2 WHERE embedding_key = ?1 AND version < ?2", embeddingKey, version);

    /// <summary>Keeps a vector, in place of the one that is kept for its text.</summary>
    public static void Write(
        SqliteSession session,
        long documentKey,
        long version,
        string model,
        TextDigest text,
        CachedEmbedding embedding)
    {
        byte[] digest = text.ToBytes();
        byte[] vector = VectorBytes.Write(embedding.Vector.Span);
        session.Execute(
            "INSERT INTO embeddings (document_key, model, digest, version, kept_characters, crc, vector) "
            + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (document_key, model, digest) DO UPDATE SET "
            + "version = MAX(version, excluded.version), kept_characters = excluded.kept_characters, "
            + "crc = excluded.crc, vector = excluded.vector",
            documentKey,
            model,
            digest,
            version,
            embedding.KeptCharacters,
            (long)Checksum(documentKey, model, digest, embedding.KeptCharacters, vector),
            vector);
    }

    /// <summary>Removes rows of a document that versions up to one used last, except those of one version; answers how
    /// many there were, at most the limit.</summary>
    public static int Purge(SqliteSession session, long documentKey, long upTo, long? keepVersion, int limit) =>
        session.Execute(
            "DELETE FROM embeddings WHERE embedding_key IN (SELECT embedding_key FROM embeddings "
            + "WHERE document_key = ?1 AND version <= ?2 AND version IS NOT ?3 LIMIT ?4)",
            documentKey,
            upTo,
            keepVersion,
            limit);

    private static uint Checksum(long documentKey, string model, byte[] digest, int? keptCharacters, byte[] vector)
    {
        ReadOnlySpan<long> numbers = [documentKey, keptCharacters ?? 0];
        uint crc = Crc32C.Append(Crc32C.Seed, MemoryMarshal.AsBytes(numbers));
        return Crc32C.Append(Crc32C.Append(Crc32C.Append(crc, model), digest), vector);
    }
}
