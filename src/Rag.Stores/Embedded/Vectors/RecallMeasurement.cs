using Rag.Pipeline;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>Compares what queries find with an exact search.</summary>
internal static class RecallMeasurement
{
    private const int TopK = 10;

    /// <summary>Enough to tell .99 from .98.</summary>
    private const int Queries = 100;

    /// <summary>The recall of a snapshot, by vectors spread over it as queries.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public static VectorRecall Of(
        NearestVectors nearest, VectorSnapshot snapshot, DistanceMetric metric, CancellationToken cancellationToken)
    {
        int step = Math.Max(1, snapshot.Count / Queries), seen = 0, queries = 0, wanted = 0, found = 0;
        foreach (int slot in snapshot.Live.Slots())
        {
            if (seen++ % step != 0) continue;
            if (++queries > Queries) break;
            cancellationToken.ThrowIfCancellationRequested();
            float[] vector =
                snapshot.Blocks[slot / SlotSet.PageSlots].Segment[slot % SlotSet.PageSlots].ToArray();
            var query = new ScanQuery(vector, metric, TopK);
            ScoredChunk[] exact = nearest.FindExactly(snapshot, query, snapshot.Live);
            wanted += exact.Length;
            // By score: of several with the same one, each is as good as the other.
            found += nearest.Find(snapshot, query, filter: null).Count(hit => hit.Score >= exact[^1].Score);
        }

        return new VectorRecall(wanted == 0 ? 1 : (double)found / wanted, TopK, Math.Min(queries, Queries));
    }
}
