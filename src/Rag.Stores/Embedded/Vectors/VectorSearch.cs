using System.Numerics;
using System.Numerics.Tensors;
using Rag.Pipeline;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// Exact nearest neighbours in two steps: the codes of all vectors are scanned, and all that the codes' error leaves in
/// question is scored by the floats. Not thread-safe; kept for the next query.
/// </summary>
internal sealed class VectorSearch
{
    private const int BlockRows = 64;

    private readonly int[] _products = new int[BlockRows];
    private readonly float[] _scores = new float[BlockRows];

    /// <summary>What the scan leaves in question.</summary>
    public TopCandidates Candidates { get; } = new();

    /// <summary>Scans a range of blocks.</summary>
    public void Scan(VectorSnapshot snapshot, int firstBlock, int endBlock, ScanQuery query, FilterMatches? filter)
    {
        Candidates.Begin(query.TopK, float.NegativeInfinity, query.Slack(snapshot), relativeSlack: 1e-5f);
        for (int block = firstBlock; block < endBlock; block++)
        {
            VectorBlock rows = snapshot.Blocks[block];
            for (int first = 0; first < rows.Capacity; first += BlockRows)
            {
                int count = Math.Min(BlockRows, rows.Capacity - first);
                Score(rows, first, count, query);
                Collect(snapshot, block, first, count, filter);
            }
        }
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

        Array.Sort(hits, static (left, right) =>
            left.Score != right.Score ? right.Score.CompareTo(left.Score) : left.Id.CompareTo(right.Id));
        return hits.Length <= query.TopK ? hits : hits[..query.TopK];
    }

    private void Score(VectorBlock rows, int first, int count, ScanQuery query)
    {
        CodeScan.Multiply(
            query.Codes,
            rows.Codes.AsSpan(first * rows.PaddedLength, count * rows.PaddedLength),
            rows.Sums.AsSpan(first, count),
            _products.AsSpan(0, count));
        Span<float> scores = _scores.AsSpan(0, count);
        TensorPrimitives.ConvertTruncating<int, float>(_products.AsSpan(0, count), scores);
        TensorPrimitives.Multiply(scores, rows.Scales.AsSpan(first, count), scores);
        TensorPrimitives.Multiply(scores, query.ScaleFactor, scores);
        // Ranks as minus the distance does: 2·q·v - v·v.
        if (query.Metric == DistanceMetric.Euclidean)
            TensorPrimitives.Subtract(scores, rows.SquaredNorms.AsSpan(first, count), scores);
    }

    private void Collect(VectorSnapshot snapshot, int block, int first, int count, FilterMatches? filter)
    {
        for (int i = 0; i < count; i += Vector<float>.Count)
        {
            var cut = new Vector<float>(Candidates.Cut);
            if (!Vector.GreaterThanOrEqualAny(new Vector<float>(_scores, i), cut)) continue;
            for (int row = i; row < i + Vector<float>.Count; row++)
            {
                int slot = (block * SlotSet.PageSlots) + first + row;
                if (_scores[row] < Candidates.Cut || !snapshot.Live.Contains(slot)) continue;
                if (filter?[snapshot.Blocks[block].MetadataNumbers[first + row]] == false) continue;
                Candidates.Add(slot, _scores[row]);
            }
        }
    }
}
