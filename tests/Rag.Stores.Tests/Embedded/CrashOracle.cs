using System.Globalization;
using System.Text;
using Rag.Pipeline;

namespace Rag.Stores.Tests.Embedded;

/// <summary>What must hold after a crash, from what the killed process said.</summary>
internal sealed class CrashOracle
{
    private readonly Dictionary<string, CrashDocument> _confirmed = [];
    private readonly Dictionary<int, (CrashDocument After, long Version)> _underWay = [];

    // A killed write may leave vectors that nothing shows; the document's next confirmed operation removes them.
    private readonly Dictionary<string, HashSet<CrashDocument>> _mayHaveVectors = [];

    // The last confirmed operation wrote its version, and each killed one since then may have written its own.
    private readonly Dictionary<string, HashSet<string>> _mayBeState = [];

    /// <summary>Confirmed operations of all rounds.</summary>
    public int ConfirmedCount { get; private set; }

    /// <summary>Takes in what a process said before it was killed.</summary>
    public void Hear(IEnumerable<string> lines)
    {
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            int worker = int.Parse(words[1], CultureInfo.InvariantCulture);
            if (words[0] == "begin")
            {
                long version = long.Parse(words[3], CultureInfo.InvariantCulture);
                _underWay[worker] = (new CrashDocument(words[2], words[4] == "write" ? version : 0), version);
            }
            else
            {
                (CrashDocument document, long version) = _underWay[worker];
                _mayBeState[document.Id] = [Text(version)];
                _confirmed[document.Id] = document;
                _mayHaveVectors[document.Id] = [document];
                _underWay.Remove(worker);
                ConfirmedCount++;
            }
        }
    }

    /// <summary>Checks everything, and takes what was found for confirmed: a crash decides what was under
    /// way.</summary>
    public async Task CheckAsync(EmbeddedStores stores)
    {
        long vectors = 0;
        foreach (string id in Ids())
        {
            CrashDocument before = _confirmed.GetValueOrDefault(id, new CrashDocument(id, 0));
            (CrashDocument After, long Version)? doubtful = _underWay.Values
                .Where(operation => operation.After.Id == id)
                .Select(operation => ((CrashDocument, long)?)operation)
                .SingleOrDefault();
            CrashDocument found = await CheckChunksAsync(stores, before, doubtful?.After);
            HashSet<CrashDocument> versions = _mayHaveVectors.GetValueOrDefault(id, []);
            if (doubtful is not null) versions.Add(doubtful.Value.After);
            _mayHaveVectors[id] = versions;
            vectors += await CheckVectorsAsync(stores, found, versions, isDeleting: doubtful?.After.Version == 0);
            CheckState(stores, id, doubtful?.Version);
            if (doubtful is null && before.Version > 0) await CheckBlobAsync(stores, before);
            if (found.Version > 0) _confirmed[id] = found;
            else _confirmed[id] = new CrashDocument(id, 0);
        }

        await CheckTotalsAsync(stores, vectors);
        _underWay.Clear();
    }

    private static IEnumerable<string> Ids() =>
        from worker in Enumerable.Range(0, CrashHost.Workers)
        from number in Enumerable.Range(0, CrashHost.DocumentsPerWorker)
        select $"d{worker}n{number}";

    private static async Task<CrashDocument> CheckChunksAsync(
        EmbeddedStores stores, CrashDocument before, CrashDocument? after)
    {
        IReadOnlyList<StoredChunk> chunks = await stores.Chunks.ListAsync(
            CrashDocument.Index, before.Id, 0, 100, CancellationToken.None);
        var found = new CrashDocument(before.Id, chunks.Count == 0 ? 0 : chunks[0].Document.Version);
        Assert.Contains(found, after is null ? [before] : (CrashDocument[])[before, after.Value]);
        Assert.Equal(
            found.Chunks.Select(chunk => (chunk.Id, chunk.Text)), chunks.Select(chunk => (chunk.Id, chunk.Text)));
        IReadOnlyList<ScoredChunk> hits = await stores.Chunks.SearchAsync(
            CrashDocument.Index, new KeywordQuery(found.Mark, 100, null), CancellationToken.None);
        Assert.Equal(found.ChunkCount, hits.Count);
        return found;
    }

    private static async Task<int> CheckVectorsAsync(
        EmbeddedStores stores, CrashDocument found, HashSet<CrashDocument> versions, bool isDeleting)
    {
        int total = 0;
        foreach (CrashDocument version in versions.Where(one => one.Version > 0))
        {
            IReadOnlyList<ScoredChunk> scored = await stores.Vectors.ScoreAsync(
                CrashDocument.Index,
                version.Vectors[0].Vector,
                [.. version.Vectors.Select(vector => vector.Id)],
                CancellationToken.None);
            Assert.Contains(scored.Count, (int[])[0, version.ChunkCount]);
            if (version == found && !isDeleting)
            {
                Assert.Equal(version.ChunkCount, scored.Count);
                Assert.Equal(1f, scored[0].Score, 1e-5f);
            }

            total += scored.Count;
        }

        return total;
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private void CheckState(EmbeddedStores stores, string id, long? doubtfulVersion)
    {
        if (!_mayBeState.TryGetValue(id, out HashSet<string>? known)) _mayBeState.Add(id, known = ["none"]);
        if (doubtfulVersion is { } version) known.Add(Text(version));
        Assert.Contains(
            stores.GrainStates.Read("crash", id) is { } row ? Encoding.UTF8.GetString(row.Payload) : "none", known);
    }

    private static async Task CheckBlobAsync(EmbeddedStores stores, CrashDocument document)
    {
        await using Stream stream = await stores.Blobs.OpenReadAsync(document.Blob, CancellationToken.None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        Assert.Equal(document.BlobBytes, bytes.ToArray());
    }

    private async Task CheckTotalsAsync(EmbeddedStores stores, long vectors)
    {
        CancellationToken none = CancellationToken.None;
        CrashDocument[] visible = [.. _confirmed.Values.Where(document => document.Version > 0)];
        Assert.Equal(
            new IndexUsage(visible.Length, visible.Sum(document => document.ChunkCount)),
            await stores.Chunks.CountAsync(CrashDocument.Index, none));
        Assert.Equal(vectors, await stores.Vectors.CountAsync(CrashDocument.Index, none));
        CatalogPage page = await stores.Catalog.ListAsync(
            new CatalogQuery("tenant", "collection", null, null, null, 1_000), none);
        Assert.Equal(
            new CatalogUsage(
                page.Entries.Count, page.Entries.Sum(row => row.Chunks), page.Entries.Sum(row => row.Bytes)),
            await stores.Catalog.CountAsync("tenant", "collection", none));
    }
}
