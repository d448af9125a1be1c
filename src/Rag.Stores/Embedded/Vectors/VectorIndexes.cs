using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Embedded.Vectors.Graph;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors;

/// <summary>
/// The vector indexes in memory: read when first used, let go in the order of their last use when there are too many. A
/// write needs the index in memory, so an index that is being read has no writes under way.
/// </summary>
internal sealed partial class VectorIndexes(
    EmbeddedDatabase database,
    DataDirectory directory,
    IOptions<EmbeddedOptions> options,
    ILogger<VectorIndexes> logger) : IDisposable
{
    private readonly ConcurrentDictionary<IndexId, ResidentVectors> _residents = new();
    private readonly SemaphoreSlim _graphTurn = new(1);

    /// <summary>Size of all of them in memory.</summary>
    public long SizeBytes => _residents.Values.Sum(resident => resident.SizeBytes);

    /// <summary>Uses the index, loaded if need be; dispose the lease when done.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c> or <c>corrupt</c>.</exception>
    public async ValueTask<VectorLease> UseAsync(IndexId index, CancellationToken cancellationToken)
    {
        while (true)
        {
            ResidentVectors resident = _residents.GetOrAdd(
                index, id => new ResidentVectors(self => Load(id, self)));
            VectorIndex loaded = await resident.GetAsync(cancellationToken);
            if (loaded.Queries.TryEnter(out long epoch))
            {
                resident.Touch();
                return new VectorLease(loaded, epoch);
            }

            _residents.TryRemove(KeyValuePair.Create(index, resident)); // It was just let go.
        }
    }

    /// <summary>Forgets an index that was dropped.</summary>
    public void Remove(IndexId index)
    {
        if (_residents.TryRemove(index, out ResidentVectors? resident)) resident.Close(isKept: false);
    }

    /// <summary>The directory of an index.</summary>
    public string DirectoryOf(long indexKey) =>
        Path.Combine(directory.VectorsPath, indexKey.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IndexId index in _residents.Keys)
        {
            if (_residents.TryRemove(index, out ResidentVectors? resident)) resident.Close(isKept: true);
        }

        _graphTurn.Dispose();
    }

    private VectorIndex Load(IndexId id, ResidentVectors self)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            VectorIndex index = database.Read(session =>
            {
                (long indexKey, VectorIndexSettings settings) =
                    VectorRows.Find(session, id) ?? throw VectorRows.Missing(id);
                return Read(session, indexKey, settings);
            });
            double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            int count = index.Count;
            Loaded(logger, id, count, milliseconds);
            LetGo(id, index);
            return index;
        }
        catch (StoreException exception)
        {
            NotLoaded(logger, id, exception);
            // What is damaged stays damaged: the failure is kept, so that not every query reads the files again.
            if (exception.Code != "corrupt") _residents.TryRemove(KeyValuePair.Create(id, self));
            throw;
        }
    }

    private VectorIndex Read(SqliteSession session, long indexKey, VectorIndexSettings settings)
    {
        string path = DirectoryOf(indexKey);
        var index = new VectorIndex(indexKey, settings, path, GraphOptionsOf(indexKey, settings, path), logger);
        var segments = new List<VectorSegment>();
        try
        {
            int slotCount = VectorRows.MaxSlot(session, indexKey) + 1;
            for (int left = slotCount; left > 0; left -= SlotSet.PageSlots)
            {
                segments.Add(VectorSegment.Open(
                    VectorIndex.PathOf(path, segments.Count), settings.Dimensions, Math.Min(left, SlotSet.PageSlots)));
            }

            index.Load(segments, slotCount, VectorRows.Read(session, indexKey, segments));
            return index;
        }
        catch
        {
            foreach (VectorSegment segment in segments) segment.Dispose();
            throw;
        }
    }

    /// <summary>Neighbours by the dot product are not near each other, so links lead nowhere: that metric stays
    /// exact.</summary>
    private GraphOptions GraphOptionsOf(long indexKey, VectorIndexSettings settings, string path) => new(
        settings.Metric == DistanceMetric.Dot ? 0 : options.Value.VectorGraphThreshold,
        options.Value.VectorGraphThreads,
        _graphTurn,
        Path.Combine(path, GraphFile.Name),
        indexKey);

    private void LetGo(IndexId newest, VectorIndex loaded)
    {
        long limit = options.Value.VectorMemoryMegabytes * 1024L * 1024L;
        long total = loaded.SizeBytes;
        foreach ((IndexId index, ResidentVectors resident) in _residents.OrderByDescending(pair => pair.Value.LastUsed))
        {
            if (index == newest) continue;
            total += resident.SizeBytes;
            if (total <= limit) continue;
            if (!resident.TryClose()) continue;
            LettingGo(logger, index);
            _residents.TryRemove(KeyValuePair.Create(index, resident));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Loaded the vector index {Index}: {Count} vectors, {Milliseconds:F0} ms")]
    private static partial void Loaded(ILogger logger, IndexId index, int count, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The vector index {Index} could not be loaded")]
    private static partial void NotLoaded(ILogger logger, IndexId index, StoreException exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Letting go of the vector index {Index}: memory limit")]
    private static partial void LettingGo(ILogger logger, IndexId index);
}
