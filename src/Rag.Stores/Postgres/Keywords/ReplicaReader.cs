using System.Runtime.CompilerServices;
using Rag.Pipeline;
using Rag.Stores.Keywords;
using Rag.Stores.Postgres.Chunks;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>
/// Reads keyword indexes out of the database. Every statement is short and stands alone: no transaction stays open that
/// would keep the database from cleaning up, and no lock is taken. What changes between two statements is found by the
/// next look at what has changed.
/// </summary>
internal sealed class ReplicaReader(PostgresDatabase database)
{
    /// <summary>Documents of a page of the list.</summary>
    private const int DocumentsPerPage = 1_000;

    /// <summary>Passages that a statement reads, some megabytes; a document is never divided.</summary>
    private const int PassagesPerRead = 2_000;

    /// <summary>Documents that may change while the others are read.</summary>
    private const int MaxChangesOfBuild = 200_000;

    /// <summary>Looks at what has changed while an index was read. Each takes a fraction of the time of the one before,
    /// unless passages come faster than they can be read.</summary>
    private const int MaxLooks = 10;

    /// <summary>Documents that were shown or hidden since a moment; <see langword="null"/> if there is no such
    /// index.</summary>
    public Task<DocumentList?> FindChangedAsync(
        IndexId index, IndexMoment since, int limit, CancellationToken cancellationToken) => database.RunAsync(
            "looking for changed documents",
            session => KeywordTable.FindChangedAsync(session, index, since, limit),
            cancellationToken);

    /// <summary>How many passages of an index are visible.</summary>
    public Task<long> CountAsync(IndexId index, CancellationToken cancellationToken) => database.RunAsync(
        "counting passages", session => KeywordTable.CountAsync(session, index), cancellationToken);

    /// <summary>The keys of those indexes that are there.</summary>
    public Task<IReadOnlyDictionary<IndexId, int>> FindKeysAsync(
        IReadOnlyCollection<IndexId> indexes, CancellationToken cancellationToken) => database.RunAsync(
            "looking for dropped indexes",
            session => KeywordTable.FindKeysAsync(session, indexes),
            cancellationToken);

    /// <summary>Brings a copy to the moment of a list of what has changed, in one step that no search sees a part
    /// of.</summary>
    /// <returns><see langword="false"/> if it stays as it was, because a listed version has been replaced
    /// since.</returns>
    public async Task<bool> TryCatchUpAsync(
        KeywordIndex index, DocumentList changed, CancellationToken cancellationToken)
    {
        var changes = new List<IndexChange>(changed.Documents.Count);
        await foreach ((IReadOnlyList<IndexChange> part, bool isWhole) in
            ReadChangesAsync(index, changed.Documents, cancellationToken))
        {
            if (!isWhole) return false;
            changes.AddRange(part);
        }

        if (changes.Count > 0) index.Apply(changes);
        return true;
    }

    /// <summary>Reads a whole index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="copy">Becomes it; empty.</param>
    /// <param name="mayGrow">Asked after each part; <see langword="false"/> ends it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The moment that the copy is of; <see langword="null"/> if it may not grow, or passages came faster than
    /// they could be read.</returns>
    /// <exception cref="StoreException">Code <c>unknown_index</c>, or the database failed.</exception>
    public async Task<IndexMoment?> BuildAsync(
        IndexId index, KeywordIndex copy, Func<bool> mayGrow, CancellationToken cancellationToken)
    {
        IndexMoment? since = null;
        for (string afterId = ""; ;)
        {
            DocumentList page = await database.RunAsync(
                "listing documents",
                session => KeywordTable.FindVisibleAsync(session, index, afterId, DocumentsPerPage),
                cancellationToken) ?? throw ChunkIndexTable.Missing(index);
            since ??= page.Moment;
            if (await ApplyAsync(copy, page.Documents, mayGrow, cancellationToken) is null) return null;
            if (page.Documents.Count < DocumentsPerPage) break;
            afterId = page.Documents[^1].DocumentId;
        }

        for (int look = 0; look < MaxLooks; look++)
        {
            DocumentList changed = await FindChangedAsync(index, since, MaxChangesOfBuild, cancellationToken)
                ?? throw ChunkIndexTable.Missing(index);
            if (changed.Documents.Count == MaxChangesOfBuild || !changed.Moment.Continues(since)) return null;
            bool? isWhole = await ApplyAsync(copy, changed.Documents, mayGrow, cancellationToken);
            if (isWhole is null) return null;
            since = changed.Moment;
            if (isWhole.Value) return since;
        }

        return null;
    }

    /// <summary>Whether every listed version was there; <see langword="null"/> if the copy may not grow.</summary>
    private async Task<bool?> ApplyAsync(
        KeywordIndex copy,
        IReadOnlyList<ListedDocument> documents,
        Func<bool> mayGrow,
        CancellationToken cancellationToken)
    {
        bool allWhole = true;
        await foreach ((IReadOnlyList<IndexChange> part, bool isWhole) in
            ReadChangesAsync(copy, documents, cancellationToken))
        {
            copy.Apply(part);
            allWhole &= isWhole;
            if (!mayGrow()) return null;
        }

        return allWhole;
    }

    /// <summary>What turns a copy into what a list says, part by part.</summary>
    private async IAsyncEnumerable<(IReadOnlyList<IndexChange> Changes, bool IsWhole)> ReadChangesAsync(
        KeywordIndex copy,
        IReadOnlyList<ListedDocument> documents,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The passages of a version never change: one that is there already stays.
        foreach (List<ListedDocument> part in Divide(
            documents.Where(document => copy.VersionOf(document.DocumentId) != document.Version)))
        {
            ListedDocument[] shown = [.. part.Where(document => document.Version is not null)];
            ILookup<long, PassageTerms> passages = await database.RunAsync(
                "reading terms", session => KeywordTable.ReadPassagesAsync(session, shown), cancellationToken);
            ListedDocument[] here =
                [.. part.Where(document => passages[document.DocumentKey].Count() == document.Chunks)];
            yield return ([.. here.Select(document => ChangeOf(document, passages))], here.Length == part.Count);
        }
    }

    private static IndexChange ChangeOf(ListedDocument document, ILookup<long, PassageTerms> passages) => new(
        document.DocumentId,
        document.Version ?? 0,
        new PublishedBy(null, null),
        document.Version is null ? null : [.. passages[document.DocumentKey]],
        Hidden: null);

    private static IEnumerable<List<ListedDocument>> Divide(IEnumerable<ListedDocument> documents)
    {
        var part = new List<ListedDocument>();
        long passages = 0;
        foreach (ListedDocument document in documents)
        {
            if (part.Count > 0 && passages + document.Chunks > PassagesPerRead)
            {
                yield return part;
                (part, passages) = ([], 0);
            }

            part.Add(document);
            passages += document.Chunks;
        }

        if (part.Count > 0) yield return part;
    }
}
