using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Rag.Pipeline;
using Rag.Stores.Slots;

namespace Rag.Stores.Keywords;

/// <summary>
/// The inverted index of one index, in memory; what is durable of it lies in the database. Writes come one at a time,
/// in the order of the commits. They append to columns and posting lists that readers do not look at yet, then show the
/// new and hide the old version in one step: the replacement of <see cref="Visibility"/> together with the counts of
/// the terms. Searches take that step's lock for the moment of reading those and run on what they have read.
/// <para>Memory: about 55 bytes a passage, 4 a posting, 170 a term (figures in docs/ARCHITECTURE.md).</para>
/// </summary>
internal sealed class KeywordIndex
{
    /// <summary>Below so many hidden slots building the index anew is not worth it.</summary>
    private const int MinHiddenSlots = 4_096;

    private const int SlotSizeBytes = 60;

    private const int TermSizeBytes = 110;

    private const int DocumentSizeBytes = 250;

    private readonly ConcurrentDictionary<string, PostingList> _terms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<char, AppendOnlyList<string>> _termsFrom = new();
    private readonly Dictionary<string, IndexedDocument> _documents = new(StringComparer.Ordinal);
    private readonly AppendOnlyList<ChunkId> _ids = new();
    private readonly AppendOnlyList<int> _lengths = new();
    private readonly AppendOnlyList<int> _metadata = new();
    private readonly AppendOnlyList<long> _chunkKeys = new();
    private readonly AppendOnlyList<IndexedDocument> _documentOf = new();
    private readonly ChunkIdTable _slotOf;
    private readonly List<PostingList> _postings = [];
    private readonly bool _remembersTerms;
    private readonly Lock _showing = new();
    private Visibility _visibility = Visibility.None;
    private long _postingCount;
    private long _rememberedBytes;

    /// <summary>An empty index.</summary>
    /// <param name="remembersTerms">Whether it keeps the terms of each document, so that a change need not tell what it
    /// hides: two to three bytes for each different term of a document.</param>
    public KeywordIndex(bool remembersTerms = false)
    {
        _remembersTerms = remembersTerms;
        _slotOf = new ChunkIdTable(slot => _ids[slot], static _ => true);
    }

    /// <summary>The distinct metadata of the passages.</summary>
    public MetadataTable Metadata { get; } = new();

    /// <summary>Size in memory, roughly.</summary>
    public long SizeBytes =>
        (5 * Interlocked.Read(ref _postingCount)) + ((long)_terms.Count * (TermSizeBytes + 64))
        + ((long)_ids.Count * SlotSizeBytes) + ((long)_documents.Count * DocumentSizeBytes) + _slotOf.SizeBytes
        + Metadata.SizeBytes + Interlocked.Read(ref _rememberedBytes);

    /// <summary>Whether more is hidden than visible.</summary>
    public bool IsMostlyHidden
    {
        get
        {
            Visibility visibility = Current;
            return visibility.SlotCount - visibility.Passages > Math.Max(MinHiddenSlots, visibility.Passages);
        }
    }

    /// <summary>What is visible now.</summary>
    public Visibility Current => Volatile.Read(ref _visibility);

    /// <summary>Lengths of the passages in terms, by slot.</summary>
    public ReadOnlySpan<int> Lengths(int slotCount) => _lengths.AsSpan(slotCount);

    /// <summary>The id of a slot.</summary>
    public ChunkId IdOf(int slot) => _ids[slot];

    /// <summary>The number of a slot's metadata.</summary>
    public int MetadataOf(int slot) => _metadata[slot];

    /// <summary>The passage of an id if it is visible; <see langword="null"/> if not.</summary>
    public VisiblePassage? Find(ChunkId id, Visibility visibility)
    {
        int slot = _slotOf.Find(id);
        if (slot < 0 || !visibility.Slots.Contains(slot)) return null;
        IndexedDocument document = _documentOf[slot];
        return new VisiblePassage(
            id, _chunkKeys[slot], document, slot - document.FirstSlot, Metadata[_metadata[slot]]);
    }

    /// <summary>Whether an id is visible.</summary>
    public bool IsVisible(ChunkId id, Visibility visibility)
    {
        int slot = _slotOf.Find(id);
        return slot >= 0 && visibility.Slots.Contains(slot);
    }

    /// <summary>What is visible and how many passages hold each term, both of one moment.</summary>
    /// <param name="terms">The terms to look up.</param>
    /// <param name="found">Receives the terms that some passage holds.</param>
    public Visibility Read(IReadOnlyList<WeightedTerm> terms, List<QueryTerm> found)
    {
        foreach ((string term, double weight) in terms)
        {
            if (_terms.TryGetValue(term, out PostingList? postings)) found.Add(new QueryTerm(postings, weight));
        }

        lock (_showing)
        {
            foreach (QueryTerm term in found) term.ReadCount_NeedsLock();
            return _visibility;
        }
    }

    /// <summary>Visible passages that hold a term.</summary>
    public int CountOf(string term)
    {
        if (!_terms.TryGetValue(term, out PostingList? postings)) return 0;
        lock (_showing) return postings.VisibleCount;
    }

    /// <summary>The terms with a first letter, also of passages that are hidden.</summary>
    public ReadOnlySpan<string> TermsFrom(char letter) =>
        _termsFrom.TryGetValue(letter, out AppendOnlyList<string>? terms) ? terms.AsSpan(terms.Count) : [];

    /// <summary>The visible version of a document; <see langword="null"/> if none is. For the writer.</summary>
    public long? VersionOf(string documentId) => _documents.GetValueOrDefault(documentId)?.Version.Version;

    /// <summary>Applies a change; one at a time.</summary>
    public void Apply(IndexChange change) => Apply([change]);

    /// <summary>Applies changes of different documents as one, so that no search sees some of them.</summary>
    public void Apply(IReadOnlyList<IndexChange> changes)
    {
        var counts = new Dictionary<PostingList, int>();
        var hidden = new List<IndexedDocument>();
        var shown = new List<IndexedDocument>();
        foreach (IndexChange change in changes)
        {
            if (_documents.Remove(change.DocumentId, out IndexedDocument? before))
            {
                hidden.Add(before);
                Hide(before, change.Hidden, counts);
            }

            if (change.Shown is null) continue;
            IndexedDocument after = Append(change, counts);
            shown.Add(after);
            _documents.Add(change.DocumentId, after);
        }

        Visibility now = _visibility;
        var next = new Visibility(
            now.Slots.Change(hidden.SelectMany(gone => gone.Slots), shown.SelectMany(added => added.Slots)),
            _ids.Count,
            now.Passages - hidden.Sum(document => document.Count) + shown.Sum(document => document.Count),
            now.TotalLength - hidden.Sum(LengthOf) + shown.Sum(LengthOf));
        lock (_showing)
        {
            foreach ((PostingList postings, int difference) in counts) postings.VisibleCount += difference;
            Volatile.Write(ref _visibility, next);
        }
    }

    /// <summary>Changes what hits show of a document whose visible version stays.</summary>
    public void Describe(string documentId, PublishedBy publishedBy)
    {
        if (_documents.TryGetValue(documentId, out IndexedDocument? document)) document.PublishedBy = publishedBy;
    }

    private long LengthOf(IndexedDocument document) => document.Slots.Sum(slot => (long)_lengths[slot]);

    private void Hide(IndexedDocument document, IReadOnlyList<byte[]>? passages, Dictionary<PostingList, int> counts)
    {
        if (passages is not null)
        {
            Debug.Assert(passages.Count == document.Count, "the change hides what is visible");
            foreach (byte[] terms in passages) CountDown(terms, counts);
            return;
        }

        TermCounts remembered = document.Terms ?? throw new ArgumentException("Only what is hidden can be taken out.");
        foreach ((int number, int count) in remembered.Read()) Add(counts, _postings[number], -count);
        Interlocked.Add(ref _rememberedBytes, -remembered.SizeBytes);
    }

    private IndexedDocument Append(IndexChange change, Dictionary<PostingList, int> counts)
    {
        var document = new IndexedDocument(change.DocumentId, change.Version, _ids.Count, change.Shown!.Count)
        {
            PublishedBy = change.PublishedBy,
        };
        Dictionary<PostingList, int> own = _remembersTerms ? [] : counts;
        foreach (PassageTerms passage in change.Shown) Append(document, passage, own);
        if (!_remembersTerms) return document;
        document.Terms = TermCounts.Of(own);
        Interlocked.Add(ref _rememberedBytes, document.Terms.SizeBytes);
        foreach ((PostingList postings, int count) in own) Add(counts, postings, count);
        return document;
    }

    private void Append(IndexedDocument document, PassageTerms passage, Dictionary<PostingList, int> counts)
    {
        int slot = _ids.Count;
        Debug.Assert(slot < PostingList.MaxSlots, "publishing keeps the visible ones below half of it");
        Span<char> buffer = stackalloc char[TermFrequencies.MaxTermLength];
        var terms = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        var frequencies = new TermFrequencies(passage.Terms);
        while (frequencies.TryRead(buffer, out int termLength, out int frequency))
        {
            ReadOnlySpan<char> term = buffer[..termLength];
            if (!terms.TryGetValue(term, out PostingList? postings)) postings = AddTerm(new string(term));
            postings.Add(slot, frequency, passage.Length);
            Add(counts, postings, 1);
            _postingCount++;
        }

        _lengths.Add(passage.Length);
        _metadata.Add(Metadata.NumberOf(passage.MetadataJson));
        _chunkKeys.Add(passage.ChunkKey);
        _documentOf.Add(document);
        _ids.Add(passage.Id);
        _slotOf.Set(passage.Id, slot);
    }

    private PostingList AddTerm(string term)
    {
        _termsFrom.GetOrAdd(term[0], static _ => new AppendOnlyList<string>()).Add(term);
        var postings = new PostingList(_postings.Count);
        _postings.Add(postings);
        return _terms[term] = postings;
    }

    private void CountDown(byte[] bytes, Dictionary<PostingList, int> counts)
    {
        Span<char> buffer = stackalloc char[TermFrequencies.MaxTermLength];
        var terms = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        var frequencies = new TermFrequencies(bytes);
        while (frequencies.TryRead(buffer, out int termLength, out _)) Add(counts, terms[buffer[..termLength]], -1);
    }

    private static void Add(Dictionary<PostingList, int> counts, PostingList postings, int difference) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, postings, out _) += difference;
}
