using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>How a graph outlives the process.</summary>
internal sealed partial class GraphKeeper
{
    /// <summary>Begins with the graph of the file as far as it fits the vectors, else with an empty one.</summary>
    private void Open(CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        StoredGraph? stored = GraphFile.Read(options.Path, options.IndexKey, cancellationToken);
        if (stored is null)
        {
            int count = current().Count;
            Building(logger, options.IndexKey, count);
            Swap(new VectorGraph());
            return;
        }

        VectorSnapshot snapshot;
        List<int> all = [.. stored.Slots()], fitting;
        lock (_gate)
        {
            // Under the lock: what is taken now keeps what it holds, and what is not may be written anew at once.
            snapshot = current();
            fitting = [.. all.Where(slot => Fits(snapshot, stored, slot))];
            _taken = SlotSet.Empty.Change([], fitting);
        }

        SlotSet indexed = SlotSet.Empty.Change([], all);
        var graph = new VectorGraph(stored.Rows, indexed);
        int stale = all.Count - fitting.Count;
        if (stale > all.Count / 2) graph = new VectorGraph();
        else if (stale > 0) graph = GraphCleaning.Without(graph, Stale(indexed), snapshot.Blocks, cancellationToken);
        Swap(graph);
        _unsavedCount = stale;
        double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Opened(logger, options.IndexKey, graph.IndexedCount, stale, milliseconds);
    }

    private SlotSet Stale(SlotSet indexed) => SlotSet.Empty.Change([], indexed.Except(_taken));

    private static bool Fits(VectorSnapshot snapshot, StoredGraph stored, int slot) =>
        snapshot.Live.Contains(slot)
        && snapshot.Blocks[slot / SlotSet.PageSlots].Checksums[slot % SlotSet.PageSlots] == stored.ChecksumOf(slot);

    private bool SaveIfDue(VectorGraph graph, int share, CancellationToken cancellationToken)
    {
        if (_unsavedCount <= graph.IndexedCount / share) return false;
        Save(graph, cancellationToken);
        return true;
    }

    /// <summary>A graph that cannot be written is no failure of the store: the next start links anew.</summary>
    private void Save(VectorGraph graph, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            GraphFile.Write(options.Path, options.IndexKey, graph, current().Blocks, cancellationToken);
            double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            Saved(logger, options.IndexKey, graph.IndexedCount, milliseconds);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotSaved(logger, options.Path, exception);
        }

        // Not at once again after a failure, either.
        _unsavedCount = 0;
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Building the graph of vector index {IndexKey}: {Count} vectors")]
    private static partial void Building(ILogger logger, long indexKey, int count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Opened the graph of vector index {IndexKey}: {Count} vectors, {Stale} of the file were replaced or "
            + "removed since, {Milliseconds:F0} ms")]
    private static partial void Opened(ILogger logger, long indexKey, int count, int stale, double milliseconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Wrote the graph of vector index {IndexKey}: {Count} vectors, {Milliseconds:F0} ms")]
    private static partial void Saved(ILogger logger, long indexKey, int count, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The graph '{Path}' could not be written")]
    private static partial void NotSaved(ILogger logger, string path, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The graph of vector index {IndexKey} failed and was given up: its vectors are compared one by one "
            + "until the next start")]
    private static partial void GivenUp(ILogger logger, long indexKey, Exception exception);
}
