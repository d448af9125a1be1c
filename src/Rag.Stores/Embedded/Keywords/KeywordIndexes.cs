using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Embedded.Chunks;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Keywords;

namespace Rag.Stores.Embedded.Keywords;

/// <summary>
/// The keyword indexes in memory: read from the database when first used, kept up to date by the commits, let go in the
/// order of their last use when there are too many.
/// </summary>
internal sealed partial class KeywordIndexes(
    EmbeddedDatabase database, IOptions<EmbeddedOptions> options, ILogger<KeywordIndexes> logger)
{
    private readonly ConcurrentDictionary<IndexId, ResidentIndex> _residents = new();

    /// <summary>Size of all of them in memory.</summary>
    public long SizeBytes => _residents.Values.Sum(resident => resident.Current?.SizeBytes ?? 0);

    /// <summary>The index, loaded if need be.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>.</exception>
    public ValueTask<KeywordIndex> GetAsync(IndexId index, CancellationToken cancellationToken)
    {
        ResidentIndex resident = _residents.GetOrAdd(index, static _ => new ResidentIndex());
        resident.Touch();
        return resident.Current is { } current
            ? ValueTask.FromResult(current)
            : new ValueTask<KeywordIndex>(
                resident.LoadOnce(() => Load(index, resident)).WaitAsync(cancellationToken));
    }

    /// <summary>Whether a write must tell what it changes: on the writer's thread, before the commit.</summary>
    public bool IsResident(IndexId index) => _residents.ContainsKey(index);

    /// <summary>Applies a committed change: on the writer's thread, after the commit.</summary>
    public void Apply(IndexId index, IndexChange? change)
    {
        if (!_residents.TryGetValue(index, out ResidentIndex? resident) || !resident.Apply(change)) return;
        Rebuilding(logger, index);
        resident.Rebuild(() => Load(index, resident));
    }

    /// <summary>Changes what hits show of a document whose visible version stays.</summary>
    public void Describe(IndexId index, string documentId, PublishedBy publishedBy)
    {
        if (_residents.TryGetValue(index, out ResidentIndex? resident)) resident.Describe(documentId, publishedBy);
    }

    /// <summary>Forgets an index that was dropped.</summary>
    public void Remove(IndexId index) => _residents.TryRemove(index, out _);

    private KeywordIndex Load(IndexId index, ResidentIndex resident)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            KeywordIndex loaded;
            do loaded = LoadFromSnapshot(index, resident);
            while (!resident.TryFinishLoad());
            double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            long passages = loaded.Current.Passages, sizeBytes = loaded.SizeBytes;
            Loaded(logger, index, passages, sizeBytes, milliseconds);
            LetGo(index);
            return loaded;
        }
        catch (Exception exception)
        {
            NotLoaded(logger, index, exception);
            // An index that is missing or damaged must not leave an entry behind for each time somebody asks.
            _residents.TryRemove(KeyValuePair.Create(index, resident));
            throw;
        }
    }

    private KeywordIndex LoadFromSnapshot(IndexId index, ResidentIndex resident)
    {
        KeywordIndex loading = null!;
        try
        {
            using SqliteSnapshot snapshot = database.TakeSnapshotBetweenCommits(() => loading = resident.BeginLoad());
            long indexKey = ChunkIndexRows.Find(snapshot.Session, index) ?? throw ChunkIndexRows.Missing(index);
            foreach (IndexChange document in ChunkRows.ReadVisible(snapshot.Session, indexKey)) loading.Apply(document);
            return loading;
        }
        catch (SqliteException exception)
        {
            throw StoreFailure.From(exception, $"loading the keyword index of '{index}'");
        }
    }

    private void LetGo(IndexId newest)
    {
        long limit = options.Value.KeywordMemoryMegabytes * 1024L * 1024L;
        long total = 0;
        foreach ((IndexId index, ResidentIndex resident) in _residents.OrderByDescending(pair => pair.Value.LastUsed))
        {
            total += resident.Current?.SizeBytes ?? 0;
            if (total <= limit || index == newest) continue;
            LettingGo(logger, index);
            _residents.TryRemove(KeyValuePair.Create(index, resident));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Loaded the keyword index of {Index}: {Passages} passages, {SizeBytes} bytes, {Milliseconds:F0} ms")]
    private static partial void Loaded(
        ILogger logger, IndexId index, long passages, long sizeBytes, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keyword index of {Index} could not be loaded")]
    private static partial void NotLoaded(ILogger logger, IndexId index, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Building the keyword index of {Index} anew: mostly hidden")]
    private static partial void Rebuilding(ILogger logger, IndexId index);

    [LoggerMessage(Level = LogLevel.Information, Message = "Letting go of the keyword index of {Index}: memory limit")]
    private static partial void LettingGo(ILogger logger, IndexId index);
}
