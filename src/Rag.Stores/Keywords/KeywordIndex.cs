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

    private readonly ConcurrentDictionary<string, PostingList> _terms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<char, AppendOnlyList<string>> _termsFrom = new();
    private readonly Dictionary<string, IndexedDocument> _documents = new(StringComparer.Ordinal);
    private readonly AppendOnlyList<ChunkId> _ids = new();
    private readonly AppendOnlyList<int> _lengths = new();
    private readonly AppendOnlyList<int> _metadata = new();
    private readonly AppendOnlyList<long> _chunkKeys = new();
    private readonly AppendOnlyList<IndexedDocument> _documentOf = new();
    private readonly ChunkIdTable _slotOf;
    private readonly Lock _showing = new();
    private Visibility _visibility = Visibility.None;
    private long _postingCount;

    /// <summary>An empty index.</summary>
    public KeywordIndex() => _slotOf = new ChunkIdTable(slot => _ids[slot], static _ => true);

    /// <summary>The distinct metadata of the passages.</summary>
    public MetadataTable Metadata { get; } = new();

    /// <summary>Size in memory, roughly.</summary>
    public long SizeBytes =>
        (5 * Interlocked.Read(ref _postingCount)) + ((long)_terms.Count * (TermSizeBytes + 64))
        + (_ids.Count * SlotSizeBytes) + _slotOf.SizeBytes + Metadata.SizeBytes;

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

    /// <summary>Applies a change; one at a time.</summary>
    public void Apply(IndexChange change)
    {
        var counts = new Dictionary<PostingList, int>();
        IndexedDocument? before = _documents.GetValueOrDefault(change.DocumentId);
        long hiddenLength = before?.Slots.Sum(slot => (long)_lengths[slot]) ?? 0;
        foreach (byte[] terms in change.Hidden) Count(terms, -1, counts);
        Debug.Assert(change.Hidden.Count == (before?.Count ?? 0), "the change hides what is visible");
        IndexedDocument? after = change.Shown is null ? null : Append(change, counts);
        long shownLength = after?.Slots.Sum(slot => (long)_lengths[slot]) ?? 0;

        Visibility now = _visibility;
        var next = new Visibility(
            now.Slots.Change(before?.Slots ?? [], after?.Slots ?? []),
            _ids.Count,
            now.Passages - (before?.Count ?? 0) + (after?.Count ?? 0),
            now.TotalLength - hiddenLength + shownLength);
        lock (_showing)
        {
            foreach ((PostingList postings, int difference) in counts) postings.VisibleCount += difference;
            Volatile.Write(ref _visibility, next);
        }

        if (after is null) _documents.Remove(change.DocumentId);
        else _documents[change.DocumentId] = after;
    }

    /// <summary>Changes what hits show of a document whose visible version stays.</summary>
    public void Describe(string documentId, PublishedBy publishedBy)
    {
        if (_documents.TryGetValue(documentId, out IndexedDocument? document)) document.PublishedBy = publishedBy;
    }

    private IndexedDocument Append(IndexChange change, Dictionary<PostingList, int> counts)
    {
        var document = new IndexedDocument(change.DocumentId, change.Version, _ids.Count, change.Shown!.Count)
        {
            PublishedBy = change.PublishedBy,
        };
        Span<char> buffer = stackalloc char[TermFrequencies.MaxTermLength];
        var terms = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (PassageTerms passage in change.Shown)
        {
            int slot = _ids.Count;
            Debug.Assert(slot < PostingList.MaxSlots, "publishing keeps the visible ones below half of it");
            var frequencies = new TermFrequencies(passage.Terms);
            while (frequencies.TryRead(buffer, out int termLength, out int frequency))
            {
                ReadOnlySpan<char> term = buffer[..termLength];
                if (!terms.TryGetValue(term, out PostingList? postings)) postings = AddTerm(new string(term));
                postings.Add(slot, frequency, passage.Length);
                CollectionsMarshal.GetValueRefOrAddDefault(counts, postings, out _)++;
                _postingCount++;
            }

            _lengths.Add(passage.Length);
            _metadata.Add(Metadata.NumberOf(passage.MetadataJson));
            _chunkKeys.Add(passage.ChunkKey);
            _documentOf.Add(document);
            _ids.Add(passage.Id);
            _slotOf.Set(passage.Id, slot);
        }

        return document;
    }

    private PostingList AddTerm(string term)
    {
        _termsFrom.GetOrAdd(term[0], static _ => new AppendOnlyList<string>()).Add(term);
        return _terms[term] = new PostingList();
    }

    private void Count(byte[] bytes, int difference, Dictionary<PostingList, int> counts)
    {
        Span<char> buffer = stackalloc char[TermFrequencies.MaxTermLength];
        var terms = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        var frequencies = new TermFrequencies(bytes);
        while (frequencies.TryRead(buffer, out int termLength, out _))
            CollectionsMarshal.GetValueRefOrAddDefault(counts, terms[buffer[..termLength]], out _) += difference;
    }
}
