using System.Numerics;
using System.Runtime.CompilerServices;
using Rag.Pipeline;
using Rag.Pipeline.Lexical;
using Rag.Stores.Slots;

namespace Rag.Stores.Keywords;

/// <summary>
/// Exact top-k by BM25, after MaxScore in windows (Turtle and Flood; Lucene's form of it). Terms stand in ascending
/// order of the most they can add. While the terms below some place cannot lift a passage over the k-th best score
/// found so far, only the terms above it are walked ("essential"); the others are looked up for the few passages that
/// still can win. Scores of a window of slots gather in an array that stays in the first-level cache.
/// <para>That screening computes in single precision with some slack; the passages that pass it are scored once more
/// by <see cref="Bm25"/> itself, term by term in the query's order, so that equal passages have equal scores and ties
/// break by id however the search was cut. Not thread-safe; kept for the next search.</para>
/// </summary>
internal sealed class KeywordSearch
{
    /// <summary>Slack of the screening: single precision errs by less than 1e-6 a term.</summary>
    private const float Slack = 1e-4f;

    private readonly float[] _scores = new float[SlotSet.PageSlots];
    private readonly float[] _norms = new float[SlotSet.PageSlots];
    private readonly TopCandidates _top = new();
    private float[] _boundBelow = [];
    private QueryTerm[] _ascending = [];
    private int _firstEssential;

    /// <summary>The best visible passages that match the filter.</summary>
    /// <param name="index">The index.</param>
    /// <param name="visibility">What was visible when the terms were read.</param>
    /// <param name="terms">The terms in the query's order.</param>
    /// <param name="topK">At most so many.</param>
    /// <param name="filter">Which metadata match; <see langword="null"/> for all.</param>
    public ScoredChunk[] Find(
        KeywordIndex index, Visibility visibility, List<QueryTerm> terms, int topK, FilterMatches? filter)
    {
        foreach (QueryTerm term in terms) term.Weigh(visibility);
        SortTerms(terms);
        _top.Begin(topK, floor: float.Epsilon, slack: 0, Slack);
        _firstEssential = 0;
        for (int start = NextWindow(0); start < visibility.SlotCount; start = NextWindow(start + SlotSet.PageSlots))
        {
            int end = Math.Min(start + SlotSet.PageSlots, visibility.SlotCount);
            ReadOnlySpan<int> lengths = index.Lengths(end)[start..];
            FillNorms(lengths, visibility.AverageLength);
            for (int i = _firstEssential; i < _ascending.Length; i++) Accumulate(_ascending[i], start, end);
            Collect(index, visibility, start, lengths.Length, filter);
            while (_firstEssential < _ascending.Length && _boundBelow[_firstEssential + 1] < _top.Cut)
                _firstEssential++;
        }

        return Rank(index, visibility, terms, topK);
    }

    private void SortTerms(List<QueryTerm> terms)
    {
        _ascending = [.. terms.OrderBy(term => term.Bound)];
        _boundBelow = new float[_ascending.Length + 1];
        for (int i = 0; i < _ascending.Length; i++) _boundBelow[i + 1] = _boundBelow[i] + _ascending[i].Bound;
    }

    /// <summary>Start of the first window at or after a slot that has a posting of an essential term.</summary>
    private int NextWindow(int from)
    {
        int next = int.MaxValue;
        for (int i = _firstEssential; i < _ascending.Length; i++)
        {
            QueryTerm term = _ascending[i];
            ReadOnlySpan<uint> postings = term.Postings.Postings;
            term.Position = Seek(postings, term.Position, from);
            if (term.Position < postings.Length) next = Math.Min(next, PostingList.SlotOf(postings[term.Position]));
        }

        return next == int.MaxValue ? int.MaxValue : next & ~(SlotSet.PageSlots - 1);
    }

    private void FillNorms(ReadOnlySpan<int> lengths, double averageLength)
    {
        var constant = new Vector<float>((float)(Bm25.K1 * (1 - Bm25.B)));
        var slope = new Vector<float>((float)(Bm25.K1 * Bm25.B / averageLength));
        int i = 0;
        for (; i <= lengths.Length - Vector<int>.Count; i += Vector<int>.Count)
            (constant + (slope * Vector.ConvertToSingle(new Vector<int>(lengths[i..])))).CopyTo(_norms, i);
        for (; i < lengths.Length; i++) _norms[i] = constant[0] + (slope[0] * lengths[i]);
    }

    private void Accumulate(QueryTerm term, int start, int end)
    {
        PostingList list = term.Postings;
        ReadOnlySpan<uint> postings = list.Postings;
        float weight = (float)term.Weight;
        ref float scores = ref _scores[0];
        ref float norms = ref _norms[0];
        uint firstBeyond = (uint)end << 8;
        int position = term.Position;
        for (; position < postings.Length; position++)
        {
            uint posting = postings[position];
            if (posting >= firstBeyond) break;
            int place = PostingList.SlotOf(posting) - start;
            float frequency = (byte)posting == byte.MaxValue ? list.FrequencyOf(posting) : (byte)posting;
            Unsafe.Add(ref scores, place) += weight * frequency / (frequency + Unsafe.Add(ref norms, place));
        }

        term.Position = position;
    }

    /// <summary>Takes the window's passages that can be among the best, and clears the window.</summary>
    private void Collect(KeywordIndex index, Visibility visibility, int start, int count, FilterMatches? filter)
    {
        float others = _boundBelow[_firstEssential];
        Span<float> scores = _scores.AsSpan(0, (count + Vector<float>.Count - 1) & -Vector<float>.Count);
        for (int i = 0; i < scores.Length; i += Vector<float>.Count)
        {
            float cut = _top.Cut;
            var least = new Vector<float>(Math.Max(cut - others, float.Epsilon));
            if (!Vector.GreaterThanOrEqualAny(new Vector<float>(scores[i..]), least)) continue;
            for (int place = i; place < i + Vector<float>.Count; place++)
            {
                float score = scores[place];
                int slot = start + place;
                if (score < least[0] || !visibility.Slots.Contains(slot)) continue;
                if (filter?[index.MetadataOf(slot)] == false) continue;
                score = AddOthers(score, slot, _norms[place], cut);
                if (score >= cut) _top.Add(slot, score);
            }
        }

        scores.Clear();
    }

    private float AddOthers(float score, int slot, float norm, float cut)
    {
        for (int i = _firstEssential - 1; i >= 0; i--)
        {
            if (score + _boundBelow[i + 1] < cut) return 0;
            QueryTerm term = _ascending[i];
            ReadOnlySpan<uint> postings = term.Postings.Postings;
            term.Position = Seek(postings, term.Position, slot);
            if (term.Position >= postings.Length || PostingList.SlotOf(postings[term.Position]) != slot) continue;
            float frequency = term.Postings.FrequencyOf(postings[term.Position]);
            score += (float)term.Weight * frequency / (frequency + norm);
        }

        return score;
    }

    private ScoredChunk[] Rank(KeywordIndex index, Visibility visibility, List<QueryTerm> terms, int topK)
    {
        ReadOnlySpan<int> slots = _top.Finish();
        var hits = new ScoredChunk[slots.Length];
        for (int i = 0; i < slots.Length; i++)
            hits[i] = new ScoredChunk(index.IdOf(slots[i]), (float)Score(index, visibility, terms, slots[i]));
        return BestHits.Take(hits, topK);
    }

    private static double Score(KeywordIndex index, Visibility visibility, List<QueryTerm> terms, int slot)
    {
        double score = 0;
        int length = index.Lengths(slot + 1)[slot];
        foreach (QueryTerm term in terms)
        {
            ReadOnlySpan<uint> postings = term.Postings.Postings;
            int position = Seek(postings, 0, slot);
            if (position >= postings.Length || PostingList.SlotOf(postings[position]) != slot) continue;
            int frequency = term.Postings.FrequencyOf(postings[position]);
            score += term.Weight * Bm25.Saturation(frequency, length, visibility.AverageLength);
        }

        return score;
    }

    /// <summary>Place of the first posting at or after a slot, searched from a place on in growing steps.</summary>
    private static int Seek(ReadOnlySpan<uint> postings, int from, int slot)
    {
        uint wanted = (uint)slot << 8;
        if (from >= postings.Length || postings[from] >= wanted) return from;
        int step = 1;
        while (from + step < postings.Length && postings[from + step] < wanted) step <<= 1;
        int low = from + (step >> 1), high = Math.Min(from + step, postings.Length);
        while (low + 1 < high)
        {
            int middle = (low + high) >>> 1;
            if (postings[middle] < wanted) low = middle;
            else high = middle;
        }

        return high;
    }
}
