using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Pipeline.Lexical;
using Rag.Stores.Embedded.Keywords;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Chunks;

/// <summary>
/// The chunk store on SQLite with the keyword leg in memory. SQLite's own full-text index was measured first: on the
/// 10,330 passages of the benchmark corpus a question of ten words, any of which may match, costs FTS5's bm25() 10 to
/// 17 ms of processor time; <see cref="KeywordSearch"/> answers it in well under a tenth of one.
/// </summary>
internal sealed class EmbeddedChunkStore(
    EmbeddedDatabase database, KeywordIndexes indexes, IOptions<EmbeddedOptions> options) : IChunkStore
{
    /// <summary>Passages a transaction writes or removes, so that no other write waits long.</summary>
    private const int PassagesPerWrite = 256;

    private readonly ChunkCache _cache = new(options.Value.ChunkCacheMegabytes * 1024L * 1024L);
    private readonly KeywordReader _reader = new();
    private readonly ConcurrentBag<TermCounter> _counters = [];
    private readonly ChunkPublication _publication = new(indexes);

    /// <inheritdoc/>
    public Task CreateAsync(IndexId index, CancellationToken cancellationToken) => database.WriteAsync(
        session => ChunkIndexRows.Add(session, index), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A version that is visible, or can no longer become so, stays as it is.</remarks>
    public async Task WriteAsync(
        IndexId index, DocumentVersion document, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        foreach (Chunk[] part in chunks.Chunk(PassagesPerWrite))
        {
            ChunkRow[] rows = Analyze(part);
            await database.WriteAsync(
                session =>
                {
                    long indexKey = ChunkIndexRows.Find(session, index) ?? throw ChunkIndexRows.Missing(index);
                    DocumentRow row = ChunkRows.FindOrAddDocument(session, indexKey, document.DocumentId);
                    if (row.Fences(document.Version)) return 0;
                    ChunkRows.Write(session, row.DocumentKey, document.Version, rows);
                    return rows.Length;
                },
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreException">Code <c>chunk_count_mismatch</c>: another number of chunks is stored, or there
    /// are gaps between their ordinals.</exception>
    public async Task<bool> PublishAsync(
        IndexId index,
        DocumentVersion document,
        DocumentDescription description,
        int chunkCount,
        CancellationToken cancellationToken)
    {
        PublishOutcome outcome = await database.WriteAsync(
            session => _publication.Publish(session, index, document, description, chunkCount),
            outcome =>
            {
                if (outcome is PublishOutcome.Published published) indexes.Apply(index, published.Change);
                if (outcome is not PublishOutcome.Described described) return;
                indexes.Describe(index, document.DocumentId, described.PublishedBy);
                _cache.Remove(described.ChunkKeys);
            },
            cancellationToken);
        return outcome is not PublishOutcome.Fenced;
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(IndexId index, DocumentVersion document, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => _publication.Withdraw(session, index, document),
            withdrawal =>
            {
                if (withdrawal.HidesSomething) indexes.Apply(index, withdrawal.Change);
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task PurgeAsync(IndexId index, string documentId, long upTo, CancellationToken cancellationToken)
    {
        int purged;
        do
        {
            purged = await database.WriteAsync(
                session => ChunkIndexRows.Find(session, index) is { } indexKey
                    && ChunkRows.FindDocument(session, indexKey, documentId) is { } row
                    ? ChunkRows.Purge(session, row.DocumentKey, upTo, row.VisibleVersion, PassagesPerWrite) : 0,
                cancellationToken);
        }
        while (purged == PassagesPerWrite);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScoredChunk>> SearchAsync(
        IndexId index, KeywordQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.TopK, 1);
        return _reader.Search(await indexes.GetAsync(index, cancellationToken), query);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindUnknownTermsAsync(
        IndexId index, IReadOnlyList<string> terms, CancellationToken cancellationToken) =>
        KeywordReader.FindUnknownTerms(await indexes.GetAsync(index, cancellationToken), terms);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FoundTerm>> FindTermsAsync(
        IndexId index, TermPattern pattern, CancellationToken cancellationToken) =>
        KeywordReader.FindTerms(await indexes.GetAsync(index, cancellationToken), pattern);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ScoredChunk>> SelectVisibleAsync(
        IndexId index, IReadOnlyList<ScoredChunk> hits, CancellationToken cancellationToken) =>
        KeywordReader.SelectVisible(await indexes.GetAsync(index, cancellationToken), hits);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredChunk>> ReadAsync(
        IndexId index, IReadOnlyList<ChunkId> ids, CancellationToken cancellationToken)
    {
        KeywordIndex keywords = await indexes.GetAsync(index, cancellationToken);
        Visibility visibility = keywords.Current;
        List<VisiblePassage> passages = new(ids.Count);
        foreach (ChunkId id in ids)
        {
            if (keywords.Find(id, visibility) is { } passage) passages.Add(passage);
        }

        return [.. ReadPassages(passages).OfType<StoredChunk>()];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredChunk>> ListAsync(
        IndexId index, string documentId, int firstOrdinal, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session =>
        {
            long indexKey = ChunkIndexRows.Find(session, index) ?? throw ChunkIndexRows.Missing(index);
            return ChunkRows.ReadDocument(session, indexKey, documentId, firstOrdinal, limit);
        }));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChunkHeading>> ListHeadingsAsync(
        IndexId index, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session =>
        {
            long indexKey = ChunkIndexRows.Find(session, index) ?? throw ChunkIndexRows.Missing(index);
            return ChunkRows.ReadHeadings(session, indexKey, limit);
        }));

    /// <inheritdoc/>
    public Task<IndexUsage> CountAsync(IndexId index, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(session => ChunkIndexRows.ReadUsage(session, index)));

    /// <inheritdoc/>
    public async Task DropAsync(IndexId index, CancellationToken cancellationToken)
    {
        long? indexKey = await database.WriteAsync(
            session => ChunkIndexRows.BeginDrop(session, index),
            dropped =>
            {
                if (dropped is not null) indexes.Remove(index);
            },
            cancellationToken);
        if (indexKey is { } key) await RemoveRowsAsync(key, cancellationToken);
    }

    /// <summary>Removes what drops left that a stop of the process cut short.</summary>
    public async Task FinishDropsAsync(CancellationToken cancellationToken)
    {
        foreach (long indexKey in database.Read(ChunkIndexRows.ReadDropped))
            await RemoveRowsAsync(indexKey, cancellationToken);
    }

    private async Task RemoveRowsAsync(long indexKey, CancellationToken cancellationToken)
    {
        while (!await database.WriteAsync(
            session => ChunkIndexRows.ContinueDrop(session, indexKey, PassagesPerWrite), cancellationToken))
        {
            // One part after the other, so that other writes come in between.
        }
    }

    private ChunkRow[] Analyze(Chunk[] chunks)
    {
        TermCounter counter = _counters.TryTake(out TermCounter? idle) ? idle : new TermCounter();
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new ChunkRow[chunks.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int length = counter.Count(chunks[i].IndexedText, frequencies);
            rows[i] = new ChunkRow(chunks[i], length, TermFrequencies.Encode(frequencies));
        }

        _counters.Add(counter);
        return rows;
    }

    private StoredChunk?[] ReadPassages(List<VisiblePassage> passages)
    {
        var chunks = new StoredChunk?[passages.Count];
        _cache.Fill([.. passages.Select((passage, place) => new VisiblePassageKey(place, passage.ChunkKey))], chunks);
        if (!chunks.Contains(null)) return chunks;
        return database.Read(session =>
        {
            for (int place = 0; place < chunks.Length; place++)
            {
                if (chunks[place] is not null) continue;
                chunks[place] = ChunkRows.Read(session, passages[place]);
                if (chunks[place] is { } chunk) _cache.Add(passages[place].ChunkKey, chunk);
            }

            return chunks;
        });
    }
}
