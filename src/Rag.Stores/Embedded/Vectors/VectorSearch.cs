using System.Numerics;
using System.Numerics.Tensors;
using Rag.Pipeline;
using Rag.Stores.Embedded.Vectors.Graph;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Nearest neighbours in two steps: the codes of all vectors, or of those that a walk meets, are compared, and all that
/// the codes' error leaves in question is scored by the floats. Not thread-safe; kept for the next query.
/// </summary>
internal sealed class VectorSearch
{
    /// <summary>Rows of a word of a <see cref="SlotSet"/>.</summary>
    private const int BlockRows = 64;

    /// <summary>Of so many rows that count, comparing all of a block in a row is faster than these alone.</summary>
    private const int DenseRows = 24;

    private readonly int[] _products = new int[BlockRows];
    private readonly float[] _scores = new float[BlockRows];
    private readonly GraphWalk _walk = new();

    /// <summary>What the scan leaves in question.</summary>
    public TopCandidates Candidates { get; } = new();

    /// <summary>Scans a range of blocks.</summary>
    /// <param name="snapshot">What the query sees.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="endBlock">The block after the last.</param>
    /// <param name="query">The query.</param>
    /// <param name="counted">The slots that may be found; only they, or little more, are looked at.</param>
    public void Scan(VectorSnapshot snapshot, int firstBlock, int endBlock, ScanQuery query, SlotSet counted)
    {
        Candidates.Begin(query.TopK, float.NegativeInfinity, query.Slack(snapshot), relativeSlack: 1e-5f);
        for (int block = firstBlock; block < endBlock; block++)
        {
            VectorBlock rows = snapshot.Blocks[block];
            ReadOnlySpan<ulong> page = counted.Page(block);
            for (int word = 0; word < page.Length; word++)
            {
                if (page[word] == 0) continue;
                int first = word * BlockRows, firstSlot = (block * SlotSet.PageSlots) + first;
                if (BitOperations.PopCount(page[word]) >= DenseRows) ScanAll(rows, first, query, page[word], firstSlot);
                else ScanEach(rows, first, query, page[word], firstSlot);
            }
        }
    }

    /// <summary>Walks a graph, and scans what is not linked yet.</summary>
    /// <param name="snapshot">What the query sees.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="indexed">The slots that the walk counts; all others are scanned.</param>
    /// <param name="query">The query.</param>
    /// <param name="beam">Places of the walk's beam.</param>
    /// <param name="counted">The slots that may be found.</param>
    /// <returns>How many of them the walk ended with.</returns>
    public int Walk(
        VectorSnapshot snapshot, VectorGraph graph, SlotSet indexed, ScanQuery query, int beam, SlotSet counted)
    {
        Candidates.Begin(query.TopK, float.NegativeInfinity, query.Slack(snapshot), relativeSlack: 1e-5f);
        GraphPoint point = query.Point;
        _walk.Run(graph, snapshot.Blocks, point, beam);
        int found = 0;
        for (int place = 0; place < _walk.Beam.Count; place++)
        {
            float score = query.ScoreOf(_walk.Beam.DistanceAt(place));
            for (int slot = _walk.Beam.SlotAt(place); slot != GraphRows.None; slot = graph.Rows.TwinOf(slot))
            {
                if (!indexed.Contains(slot) || !counted.Contains(slot)) continue;
                found++;
                Candidates.Add(slot, score);
            }
        }

        foreach (int slot in counted.Except(indexed))
        {
            VectorBlock block = snapshot.Blocks[slot / SlotSet.PageSlots];
            Candidates.Add(slot, query.ScoreOf(point.DistanceTo(block, slot % SlotSet.PageSlots)));
        }

        return found;
    }

    /// <summary>The best of the candidates by their floats, best first, ties by id.</summary>
    public static ScoredChunk[] Rank(VectorSnapshot snapshot, ReadOnlySpan<int> slots, ScanQuery query)
    {
        var hits = new ScoredChunk[slots.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            VectorBlock block = snapshot.Blocks[slots[i] / SlotSet.PageSlots];
            int place = slots[i] % SlotSet.PageSlots;
            hits[i] = new ScoredChunk(block.Ids[place], query.Score(block.Segment[place]));
        }

        return BestHits.Take(hits, query.TopK);
    }

    private void ScanAll(VectorBlock rows, int first, ScanQuery query, ulong counted, int firstSlot)
    {
        Score(rows, first, query);
        for (int i = 0; i < BlockRows; i += Vector<float>.Count)
        {
            var cut = new Vector<float>(Candidates.Cut);
            if (!Vector.GreaterThanOrEqualAny(new Vector<float>(_scores, i), cut)) continue;
            for (int row = i; row < i + Vector<float>.Count; row++)
            {
                if (_scores[row] >= Candidates.Cut && (counted & (1UL << row)) != 0)
                    Candidates.Add(firstSlot + row, _scores[row]);
            }
        }
    }

    private void Score(VectorBlock rows, int first, ScanQuery query)
    {
        CodeScan.Multiply(
            query.Codes,
            rows.Codes.AsSpan(first * rows.PaddedLength, BlockRows * rows.PaddedLength),
            rows.Sums.AsSpan(first, BlockRows),
            _products);
        TensorPrimitives.ConvertTruncating<int, float>(_products, _scores);
        TensorPrimitives.Multiply(_scores, rows.Scales.AsSpan(first, BlockRows), _scores);
        TensorPrimitives.Multiply(_scores, query.ScaleFactor, _scores);
        // Ranks as minus the distance does: 2·q·v - v·v.
        if (query.Metric == DistanceMetric.Euclidean)
            TensorPrimitives.Subtract(_scores, rows.SquaredNorms.AsSpan(first, BlockRows), _scores);
    }

    private void ScanEach(VectorBlock rows, int first, ScanQuery query, ulong counted, int firstSlot)
    {
        for (ulong bits = counted; bits != 0; bits &= bits - 1)
            rows.Prefetch(first + BitOperations.TrailingZeroCount(bits));
        for (ulong bits = counted; bits != 0; bits &= bits - 1)
        {
            int row = BitOperations.TrailingZeroCount(bits);
            float score = ScoreOne(rows, first + row, query);
            if (score >= Candidates.Cut) Candidates.Add(firstSlot + row, score);
        }
    }

    /// <summary>The same as <see cref="Score"/>, up to its rounding.</summary>
    private static float ScoreOne(VectorBlock rows, int place, ScanQuery query)
    {
        int product = CodeProduct.Of(
            query.Codes.Codes, rows.Codes.AsSpan(place * rows.PaddedLength, rows.PaddedLength));
        float score = product * rows.Scales[place] * query.ScaleFactor;
        return query.Metric == DistanceMetric.Euclidean ? score - rows.SquaredNorms[place] : score;
    }
}
