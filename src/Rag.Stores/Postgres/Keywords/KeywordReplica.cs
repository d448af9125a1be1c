using Microsoft.Extensions.Logging;
using Rag.Pipeline;
using Rag.Stores.Keywords;
using Rag.Stores.Postgres.Chunks;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>
/// This process' copy of a collection's keyword index: made when somebody first asks, brought up to date before each
/// later question. While there is none, or it is too far behind, questions are answered without it.
/// <para>Invariant: one at a time writes to a <see cref="KeywordIndex"/>, either the work in the background, before
/// the index is held, or a round of catching up, while it is.</para>
/// </summary>
internal sealed partial class KeywordReplica
{
    /// <summary>Passages that a question waits for: about 20 ms. With more to read it is answered without the
    /// copy.</summary>
    private const int MaxPassagesToWaitFor = 1_000;

    /// <summary>Passages, and documents, that a copy may be behind; with more it is made anew. They are in memory
    /// twice for a moment.</summary>
    private const int MaxBehind = 20_000;

    private const int MaxAttempts = 3;

    /// <summary>Until an index is read again after that failed.</summary>
    private static readonly TimeSpan RestOfFailed = TimeSpan.FromSeconds(10);

    /// <summary>Until one is that was let go: copies that do not fit together must not replace each other all the
    /// time.</summary>
    private static readonly TimeSpan RestOfLetGo = TimeSpan.FromMinutes(1);

    /// <summary>Until it is looked whether an index that was too large has become smaller.</summary>
    private static readonly TimeSpan RestOfTooLarge = TimeSpan.FromMinutes(10);

    private readonly IndexId _index;
    private readonly ReplicaReader _reader;
    private readonly ReplicaMemory _memory;
    private readonly ReplicaMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<KeywordReplica> _forget;
    private readonly CancellationToken _stopping;
    private readonly SharedRound<KeywordIndex?> _rounds;
    private readonly Lock _gate = new();
    private HeldIndex? _held;
    private KeywordIndex? _growing;
    private Task _work = Task.CompletedTask;
    private DateTimeOffset _restsUntil;
    private long _tooManyPassages = long.MaxValue;
    private long _lastUsed;

    /// <summary>Nothing is read before the first question.</summary>
    /// <param name="index">The index.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="memory">Where it must fit in.</param>
    /// <param name="meter">Counts what is read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">What happened.</param>
    /// <param name="forget">Called where the index is no longer there.</param>
    /// <param name="stopping">Ends what is being read.</param>
    public KeywordReplica(
        IndexId index,
        ReplicaReader reader,
        ReplicaMemory memory,
        ReplicaMeter meter,
        TimeProvider time,
        ILogger logger,
        Action<KeywordReplica> forget,
        CancellationToken stopping)
    {
        (_index, _reader, _memory, _meter) = (index, reader, memory, meter);
        (_time, _logger, _forget, _stopping) = (time, logger, forget, stopping);
        _rounds = new SharedRound<KeywordIndex?>(CatchUpAsync);
    }

    /// <summary>When it was last asked for.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Size in memory, of what is being made too.</summary>
    public long SizeBytes => (Held?.Index.SizeBytes ?? 0) + (Volatile.Read(ref _growing)?.SizeBytes ?? 0);

    /// <summary>The key of the index that it is a copy of; <see langword="null"/> while there is none.</summary>
    public int? IndexKey => Held?.Moment.IndexKey;

    /// <summary>What is done in the background; completed if nothing is.</summary>
    public Task Work
    {
        get
        {
            lock (_gate) return _work;
        }
    }

    private HeldIndex? Held => Volatile.Read(ref _held);

    /// <summary>The copy with all that was committed before the call; <see langword="null"/>: answer without.</summary>
    /// <exception cref="StoreException">Code <c>unknown_index</c>, or the database failed.</exception>
    public async ValueTask<KeywordIndex?> FindAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastUsed, _time.GetTimestamp());
        if (Held is not { } held)
        {
            Begin(BuildAsync);
            return null;
        }

        // Most questions find nothing new: they look side by side. Who finds something joins those who catch up.
        DocumentList? changed = await _reader.FindChangedAsync(_index, held.Moment, limit: 1, cancellationToken);
        if (changed is null || changed.Documents.Count > 0 || !changed.Moment.Continues(held.Moment))
            return await _rounds.JoinAsync().WaitAsync(cancellationToken);
        // The copy may have caught up with a later moment meanwhile: an earlier one only has it look twice.
        Replace(held, held with { Moment = changed.Moment });
        return held.Index;
    }

    /// <summary>Gives the memory back.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            if (_held is null) return;
            _held = null;
            _restsUntil = _time.GetUtcNow() + RestOfLetGo;
        }
    }

    private async Task<KeywordIndex?> CatchUpAsync()
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (Held is not { } held) return null;
            DocumentList? changed =
                await _reader.FindChangedAsync(_index, held.Moment, MaxBehind + 1, _stopping);
            if (changed?.Moment.Continues(held.Moment) != true || IsTooMuch(held.Index, changed))
            {
                Replace(held, null);
                if (changed is null) throw Missing();
                Begin(BuildAsync);
                return null;
            }

            if (changed.Passages > MaxPassagesToWaitFor)
            {
                Replace(held, null);
                Begin(() => CatchUpAsideAsync(held, changed));
                return null;
            }

            if (!await _reader.TryCatchUpAsync(held.Index, changed, _stopping)) continue;
            Replace(held, held with { Moment = changed.Moment });
            if (changed.Documents.Count > 0) Grown(held);
            return held.Index;
        }

        return null;
    }

    private StoreException Missing()
    {
        _forget(this);
        return ChunkIndexTable.Missing(_index);
    }

    private static bool IsTooMuch(KeywordIndex index, DocumentList changed) =>
        changed.Documents.Count > MaxBehind || changed.Passages > MaxBehind
        || index.Current.SlotCount + changed.Passages > PostingList.MaxSlots;

    private void Grown(HeldIndex held)
    {
        if (!_memory.MakeRoomFor(this, held.Index)) TooLarge(held.Index.Current.Passages);
        else if (held.Index.IsMostlyHidden) Begin(BuildAsync);
    }

    /// <summary>Unless somebody else has put another one in its place, or let it go.</summary>
    private void Replace(HeldIndex held, HeldIndex? by)
    {
        lock (_gate)
        {
            if (_held?.Index == held.Index) _held = by;
        }
    }

    private async Task<HeldIndex?> CatchUpAsideAsync(HeldIndex held, DocumentList changed)
    {
        Volatile.Write(ref _growing, held.Index);
        bool isWhole = await _reader.TryCatchUpAsync(held.Index, changed, _stopping);
        if (!_memory.MakeRoomFor(this, held.Index))
        {
            TooLarge(held.Index.Current.Passages);
            return null;
        }

        // Where a version was replaced meanwhile the copy is still of its old moment: the next question looks again.
        return isWhole ? held with { Moment = changed.Moment } : held;
    }

    private async Task<HeldIndex?> BuildAsync()
    {
        long began = _time.GetTimestamp();
        long count = await _reader.CountAsync(_index, _stopping);
        if (count >= _tooManyPassages || count > PostingList.MaxSlots / 2)
        {
            TooLarge(count);
            return null;
        }

        var growing = new KeywordIndex(remembersTerms: true);
        Volatile.Write(ref _growing, growing);
        bool fits = true;
        IndexMoment? moment = await _reader.BuildAsync(
            _index, growing, () => fits = _memory.MakeRoomFor(this, growing), _stopping);
        if (!fits) TooLarge(growing.Current.Passages);
        else if (moment is null) Failed();
        if (moment is null) return null;
        _meter.Whole();
        double milliseconds = _time.GetElapsedTime(began).TotalMilliseconds;
        long passages = growing.Current.Passages, sizeBytes = growing.SizeBytes;
        Built(_logger, _index, passages, sizeBytes, milliseconds);
        return new HeldIndex(growing, moment);
    }

    private void TooLarge(long passages)
    {
        lock (_gate)
        {
            _held = null;
            _tooManyPassages = passages;
        }

        _meter.TooLarge();
        DoesNotFit(_logger, _index, passages);
        Rest(RestOfTooLarge);
    }

    private void Failed()
    {
        _meter.Failed();
        Rest(RestOfFailed);
    }

    private void Rest(TimeSpan rest)
    {
        lock (_gate) _restsUntil = _time.GetUtcNow() + rest;
    }

    private void Begin(Func<Task<HeldIndex?>> work)
    {
        lock (_gate)
        {
            if (_work.IsCompleted && _time.GetUtcNow() >= _restsUntil) _work = Task.Run(() => RunAsync(work));
        }
    }

    private async Task RunAsync(Func<Task<HeldIndex?>> work)
    {
        try
        {
            HeldIndex? made = await _memory.TakeTurnAsync(work, _stopping);
            lock (_gate) _held = made ?? _held;
        }
        catch (StoreException exception) when (exception.Code == "unknown_index")
        {
            _forget(this);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The process ends, and with it the copy.
        }
#pragma warning disable CA1031 // Nobody waits for this work, and every question is answered without the copy.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotBuilt(_logger, _index, exception);
            Failed();
        }
        finally
        {
            Volatile.Write(ref _growing, null);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Read the keyword index of {Index}: {Passages} passages, {SizeBytes} bytes, {Milliseconds:F0} ms")]
    private static partial void Built(
        ILogger logger, IndexId index, long passages, long sizeBytes, double milliseconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The keyword index of {Index}, {Passages} passages or more, does not fit into "
            + "Rag:Postgres:KeywordMemoryMegabytes: its searches run in the database")]
    private static partial void DoesNotFit(ILogger logger, IndexId index, long passages);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keyword index of {Index} could not be read")]
    private static partial void NotBuilt(ILogger logger, IndexId index, Exception exception);
}
