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
    private const int BlockRows = 64;

    private readonly int[] _products = new int[BlockRows];
    private readonly float[] _scores = new float[BlockRows];
    private readonly GraphWalk _walk = new();

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

    /// <summary>Walks a graph, and scans what is not linked yet.</summary>
    /// <param name="snapshot">What the query sees.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="indexed">The slots that the walk counts; all others are scanned.</param>
    /// <param name="query">The query.</param>
    /// <param name="beam">Places of the walk's beam.</param>
    /// <param name="filter">Which metadata match; <see langword="null"/> for all.</param>
    /// <returns>How many live and matching vectors the walk ended with.</returns>
    public int Walk(
        VectorSnapshot snapshot, VectorGraph graph, SlotSet indexed, ScanQuery query, int beam, FilterMatches? filter)
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
                if (!indexed.Contains(slot) || !Counts(snapshot, slot, filter)) continue;
                found++;
                Candidates.Add(slot, score);
            }
        }

        foreach (int slot in snapshot.Live.Except(indexed))
        {
            if (!Counts(snapshot, slot, filter)) continue;
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

        Array.Sort(hits, static (left, right) =>
            left.Score != right.Score ? right.Score.CompareTo(left.Score) : left.Id.CompareTo(right.Id));
        return hits.Length <= query.TopK ? hits : hits[..query.TopK];
    }

    private static bool Counts(VectorSnapshot snapshot, int slot, FilterMatches? filter) =>
        snapshot.Live.Contains(slot)
        && filter?[snapshot.Blocks[slot / SlotSet.PageSlots].MetadataNumbers[slot % SlotSet.PageSlots]] != false;

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
