using Rag.Pipeline;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>
/// Showing and hiding versions. The document's row is locked first, so of several hosts that publish versions of one
/// document each sees what the one before it did.
/// </summary>
internal static class ChunkPublication
{
    /// <summary>Makes a version the visible one; <see langword="false"/> if it is fenced.</summary>
    public static async Task<bool> PublishAsync(
        PostgresSession session,
        IndexId index,
        DocumentVersion version,
        DocumentDescription description,
        int chunkCount)
    {
        DocumentState document = await ChunkIndexTable.LockDocumentAsync(session, index, version.DocumentId)
            ?? throw ChunkIndexTable.Missing(index);
        bool isVisible = document.VisibleVersion == version.Version;
        if (document.Fences(version.Version) && !isVisible) return false;
        (int count, int maxOrdinal, long length) = await ChunkTable.MeasureAsync(session, document, version.Version);
        if (count != chunkCount || maxOrdinal != count - 1) throw Mismatch(version, count, maxOrdinal, chunkCount);
        await session.ExecuteAsync(
            "UPDATE rag_chunk_documents SET visible_version = $2, fence_version = $2, visible_chunks = $3, "
            + "visible_length = $4, title = $5, author = $6 WHERE document_key = $1",
            document.DocumentKey,
            version.Version,
            count,
            length,
            description.Title,
            description.Author);
        if (isVisible) return true;
        await ChunkTable.HideAsync(session, document);
        await ChunkTable.ShowAsync(session, document, version.Version);
        await ChunkIndexTable.RecountAsync(
            session,
            document,
            document.VisibleVersion is null ? 1 : 0,
            count - document.VisibleChunks,
            length - document.VisibleLength);
        return true;
    }

    /// <summary>Hides a document and fences its versions up to one.</summary>
    public static async Task<bool> WithdrawAsync(PostgresSession session, IndexId index, DocumentVersion version)
    {
        if (await ChunkIndexTable.LockDocumentAsync(session, index, version.DocumentId) is not { } document)
            return false;
        // A later version stays visible: this withdrawal was late, and its successor has been published.
        bool hides = document.VisibleVersion <= version.Version;
        await session.ExecuteAsync(
            "UPDATE rag_chunk_documents SET fence_version = greatest(fence_version, $2) WHERE document_key = $1",
            document.DocumentKey,
            version.Version);
        if (!hides) return false;
        await ChunkTable.HideAsync(session, document);
        await session.ExecuteAsync(
            "UPDATE rag_chunk_documents SET visible_version = NULL, visible_chunks = 0, visible_length = 0, "
            + "title = NULL, author = NULL WHERE document_key = $1",
            document.DocumentKey);
        await ChunkIndexTable.RecountAsync(session, document, -1, -document.VisibleChunks, -document.VisibleLength);
        return true;
    }

    private static StoreException Mismatch(DocumentVersion version, int count, int maxOrdinal, int announced) => new(
        "chunk_count_mismatch",
        $"Document '{version.DocumentId}' version {version.Version} has {count:N0} stored chunks up to ordinal "
        + $"{maxOrdinal:N0}, but {announced:N0} were announced. Purge the version and write it again.",
        isTransient: false);
}
