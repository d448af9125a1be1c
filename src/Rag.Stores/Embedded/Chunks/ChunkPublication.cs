using Microsoft.Data.Sqlite;
using Rag.Pipeline;
using Rag.Stores.Embedded.Keywords;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>
/// Showing and hiding versions, in the database. Runs on the writer's thread, so the visible version read here is the
/// one that is replaced. Invariant: the fence is at least the visible version, and never falls.
/// </summary>
internal sealed class ChunkPublication(KeywordIndexes indexes)
{
    /// <summary>Most visible passages of an index; as many slots again may be hidden until it is built anew.</summary>
    private const int MaxPassages = PostingList.MaxSlots / 2;

    /// <summary>Makes a version the visible one.</summary>
    public PublishOutcome Publish(
        SqliteSession session, IndexId index, DocumentVersion document, DocumentDescription description, int chunkCount)
    {
        long indexKey = ChunkIndexRows.Find(session, index) ?? throw ChunkIndexRows.Missing(index);
        DocumentRow row = ChunkRows.FindOrAddDocument(session, indexKey, document.DocumentId);
        bool isVisible = row.VisibleVersion == document.Version;
        if (row.Fences(document.Version) && !isVisible) return new PublishOutcome.Fenced();
        CheckCount(session, row, document, chunkCount);
        session.Execute(
            "UPDATE chunk_documents SET visible_version = ?2, fence_version = ?2, visible_chunks = ?3, title = ?4, "
            + "author = ?5, metadata = ?6 WHERE document_key = ?1",
            row.DocumentKey,
            document.Version,
            chunkCount,
            description.Title,
            description.Author,
            description.Metadata.Json);
        var publishedBy = new PublishedBy(description.Title, description.Author);
        if (isVisible) return new PublishOutcome.Described(publishedBy, ReadKeys(session, row, document.Version));
        ChunkIndexRows.Recount(session, indexKey, row.VisibleVersion is null ? 1 : 0, chunkCount - row.VisibleChunks);
        if (ChunkIndexRows.ReadUsage(session, index).Chunks > MaxPassages) throw IndexFull(index);
        if (!indexes.IsResident(index)) return new PublishOutcome.Published(null);
        return new PublishOutcome.Published(new IndexChange(
            document.DocumentId,
            document.Version,
            publishedBy,
            ChunkRows.ReadTerms(session, row.DocumentKey, document.Version),
            ReadHidden(session, row)));
    }

    /// <summary>Hides a document and fences its versions up to one.</summary>
    public Withdrawal Withdraw(SqliteSession session, IndexId index, DocumentVersion document)
    {
        if (ChunkIndexRows.Find(session, index) is not { } indexKey) return new Withdrawal(false, null);
        DocumentRow row = ChunkRows.FindOrAddDocument(session, indexKey, document.DocumentId);
        session.Execute(
            "UPDATE chunk_documents SET fence_version = MAX(fence_version, ?2) WHERE document_key = ?1",
            row.DocumentKey,
            document.Version);
        // A later version stays: this withdrawal was late, and its successor has been published.
        if (row.VisibleVersion is null || row.VisibleVersion > document.Version) return new Withdrawal(false, null);
        session.Execute(
            "UPDATE chunk_documents SET visible_version = NULL, visible_chunks = 0, title = NULL, author = NULL, "
            + "metadata = '{}' WHERE document_key = ?1",
            row.DocumentKey);
        ChunkIndexRows.Recount(session, indexKey, -1, -row.VisibleChunks);
        var nobody = new PublishedBy(null, null);
        IndexChange? change = indexes.IsResident(index)
            ? new IndexChange(document.DocumentId, 0, nobody, null, ReadHidden(session, row)) : null;
        return new Withdrawal(true, change);
    }

    private static void CheckCount(SqliteSession session, DocumentRow row, DocumentVersion document, int chunkCount)
    {
        (int count, int maxOrdinal) = ChunkRows.CountVersion(session, row.DocumentKey, document.Version);
        if (count == chunkCount && maxOrdinal == count - 1) return;
        throw new StoreException(
            "chunk_count_mismatch",
            $"Document '{document.DocumentId}' version {document.Version} has {count:N0} stored chunks up to ordinal "
            + $"{maxOrdinal:N0}, but {chunkCount:N0} were announced. Purge the version and write it again.",
            isTransient: false);
    }

    private static StoreException IndexFull(IndexId index) => new(
        "index_full",
        $"Index '{index}' would have more than {MaxPassages:N0} passages, the most that the embedded store searches. "
        + "Use the PostgreSQL store.",
        isTransient: false);

    private static List<byte[]> ReadHidden(SqliteSession session, DocumentRow row) => row.VisibleVersion is { } version
        ? [.. ChunkRows.ReadTerms(session, row.DocumentKey, version).Select(passage => passage.Terms)] : [];

    private static List<long> ReadKeys(SqliteSession session, DocumentRow row, long version)
    {
        using SqliteDataReader chunk = session.Query(
            "SELECT chunk_key FROM chunks WHERE document_key = ?1 AND version = ?2", row.DocumentKey, version);
        var keys = new List<long>();
        while (chunk.Read()) keys.Add(chunk.GetInt64(0));
        return keys;
    }
}
