using Rag.Pipeline;
using Rag.Stores.Keywords;
using Rag.Stores.Postgres.Keywords;

namespace Rag.Stores.Postgres.Chunks;

/// <summary>
/// The chunk store on PostgreSQL. Any number of hosts read and write, and each sees what another has been answered:
/// what is in memory, the <see cref="KeywordReplicas"/>, is compared with the database before each use.
/// </summary>
internal sealed class PostgresChunkStore(PostgresDatabase database, KeywordReplicas replicas) : IChunkStore
{
    /// <summary>Passages that a transaction writes or removes, so that no other write waits long.</summary>
    private const int PassagesPerWrite = 256;

    private readonly KeywordReader _reader = new();

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, CancellationToken cancellationToken) => database.RunAsync(
        "creating an index",
        session => session.ExecuteAsync(
            "INSERT INTO rag_chunk_indexes (tenant, collection, generation) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            ChunkIndexTable.NameOf(index)),
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A version that is visible, or can no longer become so, stays as it is.</remarks>
    public async Task WriteAsync(
        IndexId index, DocumentVersion document, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        foreach (AnalyzedChunk[] part in AnalyzedChunk.Of(chunks).Chunk(PassagesPerWrite))
        {
            await database.WriteAsync(
                "writing chunks",
                async session =>
                {
                    DocumentState state =
                        await ChunkIndexTable.LockDocumentAsync(session, index, document.DocumentId)
                        ?? throw ChunkIndexTable.Missing(index);
                    if (state.Fences(document.Version)) return 0;
                    await ChunkTable.WriteAsync(session, state, document.Version, part);
                    return part.Length;
                },
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>chunk_count_mismatch</c>: another number of chunks is stored, or there
    /// are gaps between their ordinals.</exception>
    public Task<bool> PublishAsync(
        IndexId index,
        DocumentVersion document,
        DocumentDescription description,
        int chunkCount,
        CancellationToken cancellationToken) => database.WriteAsync(
            "publishing a document",
            session => ChunkPublication.PublishAsync(session, index, document, description, chunkCount),
            cancellationToken);

    /// <inheritdoc/>
    public Task WithdrawAsync(IndexId index, DocumentVersion document, CancellationToken cancellationToken) =>
        database.WriteAsync(
            "withdrawing a document",
            session => ChunkPublication.WithdrawAsync(session, index, document),
            cancellationToken);

    /// <inheritdoc/>
    public async Task PurgeAsync(IndexId index, string documentId, long upTo, CancellationToken cancellationToken)
    {
        int purged;
        do
        {
            purged = await database.WriteAsync(
                "purging old chunks",
                async session =>
                    await ChunkIndexTable.LockDocumentAsync(session, index, documentId) is { } document
                        ? await ChunkTable.PurgeAsync(session, document, upTo, PassagesPerWrite) : 0,
                cancellationToken);
        }
        while (purged == PassagesPerWrite);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredChunk>> SearchAsync(
        IndexId index, KeywordQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.TopK, 1);
        if (await replicas.FindAsync(index, cancellationToken) is { } keywords) return _reader.Search(keywords, query);
        (string[] terms, double[] weights) = KeywordStatement.Analyze(query);
        List<object?> values = [.. ChunkIndexTable.NameOf(index), terms, weights, (long)query.TopK];
        string sql = KeywordStatement.Sql(PostgresFilter.Condition(query.Filter, "c.filter", values));
        return await database.RunAsync(
            "searching keywords",
            session => ChunkIndexTable.ReadAsync(
                session, index, row => new ScoredChunk(row.Id(0), row.GetFloat(1)), sql, [.. values.Skip(3)]),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindUnknownTermsAsync(
        IndexId index, IReadOnlyList<string> terms, CancellationToken cancellationToken) =>
        await replicas.FindAsync(index, cancellationToken) is { } keywords
            ? KeywordReader.FindUnknownTerms(keywords, terms)
            : await database.RunAsync(
                "looking up terms",
                session => TermTable.FindUnknownAsync(session, index, terms),
                cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FoundTerm>> FindTermsAsync(
        IndexId index, TermPattern pattern, CancellationToken cancellationToken) =>
        await replicas.FindAsync(index, cancellationToken) is { } keywords
            ? KeywordReader.FindTerms(keywords, pattern)
            : await database.RunAsync(
                "looking for terms", session => TermTable.FindAsync(session, index, pattern), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ScoredChunk>> SelectVisibleAsync(
        IndexId index, IReadOnlyList<ScoredChunk> hits, CancellationToken cancellationToken)
    {
        if (await replicas.FindMadeAsync(index, cancellationToken) is { } keywords)
            return KeywordReader.SelectVisible(keywords, hits);
        List<ChunkId> visible = await database.RunAsync(
            "looking up chunks",
            session => ChunkIndexTable.ReadAsync(
                session,
                index,
                row => row.Id(0),
                $"SELECT c.id FROM rag_chunks c {ChunkTable.JoinVisible} "
                + $"WHERE c.index_key = {ChunkIndexTable.KeyOfIndex} AND c.id = ANY ($4)",
                [hits.Select(hit => PostgresRow.WriteId(hit.Id)).ToArray()]),
            cancellationToken);
        HashSet<ChunkId> known = [.. visible];
        return [.. hits.Where(hit => known.Contains(hit.Id))];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredChunk>> ReadAsync(
        IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        List<StoredChunk> chunks = await database.RunAsync(
            "reading chunks",
            session => ChunkIndexTable.ReadPreparedAsync(
                session,
                index,
                ChunkTable.ReadChunk,
                $"SELECT {ChunkTable.Columns} FROM rag_chunks c {ChunkTable.JoinVisible} "
                + "JOIN rag_chunk_texts t USING (chunk_key) "
                + $"WHERE c.index_key = {ChunkIndexTable.KeyOfIndex} AND c.id = ANY ($4)",
                [ids.Select(PostgresRow.WriteId).ToArray()]),
            cancellationToken);
        var byId = chunks.ToLookup(chunk => chunk.Id);
        return [.. ids.Select(id => byId[id].FirstOrDefault()).OfType<StoredChunk>()];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredChunk>> ListAsync(
        IndexId index, string documentId, int firstOrdinal, int limit, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "listing chunks",
            session => ChunkIndexTable.ReadAsync(
                session,
                index,
                ChunkTable.ReadChunk,
                $"SELECT {ChunkTable.Columns} FROM rag_chunks c {ChunkTable.JoinVisible} "
                + "JOIN rag_chunk_texts t USING (chunk_key) "
                + $"WHERE d.index_key = {ChunkIndexTable.KeyOfIndex} AND d.document_id = $4 AND c.ordinal >= $5 "
                + "ORDER BY c.ordinal LIMIT $6",
                documentId,
                firstOrdinal,
                limit),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChunkHeading>> ListHeadingsAsync(
        IndexId index, int limit, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "listing headings",
            session => ChunkIndexTable.ReadAsync(
                session,
                index,
                row => new ChunkHeading(row.Id(0), row.Text(1), row.TextOrNull(2), row.TextOrNull(3), row.Text(4)),
                "SELECT DISTINCT ON (c.document_key, t.section, t.metadata) c.id, d.document_id, d.title, t.section, "
                + $"t.metadata FROM rag_chunks c {ChunkTable.JoinVisible} JOIN rag_chunk_texts t USING (chunk_key) "
                + $"WHERE c.index_key = {ChunkIndexTable.KeyOfIndex} "
                + "ORDER BY c.document_key, t.section, t.metadata, c.ordinal LIMIT $4",
                limit),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IndexUsage> CountAsync(IndexId index, CancellationToken cancellationToken) => database.RunAsync(
        "counting chunks",
        async session => (await session.ReadAsync(
            row => new IndexUsage(row.GetInt64(0), row.GetInt64(1)),
            "SELECT coalesce(sum(documents), 0)::bigint, coalesce(sum(chunks), 0)::bigint FROM rag_chunk_totals "
            + $"WHERE index_key = {ChunkIndexTable.KeyOfIndex}",
            ChunkIndexTable.NameOf(index)))[0],
        cancellationToken);

    /// <inheritdoc/>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        await database.RunAsync(
            "dropping an index", session => ChunkIndexTable.BeginDropAsync(session, index), cancellationToken);
        replicas.Remove(index);
        await FinishDropsAsync(cancellationToken);
    }

    /// <summary>Removes what dropped indexes left, also those of hosts that stopped in the middle of it.</summary>
    public async Task FinishDropsAsync(CancellationToken cancellationToken)
    {
        while (!await database.WriteAsync(
            "removing a dropped index", ChunkIndexTable.ContinueDropAsync, cancellationToken))
        {
            // One part after the other, so that other writes come in between.
        }
    }
}
