using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Rag.Stores.Slots;

namespace Rag.Stores.Embedded.Vectors.Graph;

/// <summary>
/// Keeps the graph of an index up with its vectors, on a thread of its own beside queries and writes. A vector counts
/// from its commit: until it is linked, queries scan it exactly. A vector that was removed stays in the graph, unseen,
/// until enough of them are taken out together; its slot is written again only after that.
/// </summary>
/// <param name="options">What it is kept by.</param>
/// <param name="current">What queries see.</param>
/// <param name="queries">Who reads the index; slots that became free are handed to it.</param>
/// <param name="logger">Hears what happened.</param>
[SuppressMessage(
    "Design", "CA1001", Justification = "A token source without a timer or a wait handle has nothing to dispose of.")]
internal sealed partial class GraphKeeper(
    GraphOptions options, Func<VectorSnapshot> current, QueryEpochs queries, ILogger logger)
{
    private const int VectorsPerStep = 1_024;

    /// <summary>A step links no more than the graph has already: what it begins with finds little to link to.</summary>
    private const int FirstStep = 64;

    /// <summary>Removed slots are taken out when they are more than one in so many.</summary>
    private const int RemovedShare = 6;

    /// <summary>The graph is written when more than one in so many of its slots is not in the file.</summary>
    private const int UnsavedShare = 20;

    /// <summary>The same while vectors are still waiting to be linked.</summary>
    private const int UnsavedShareInBetween = 3;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock[] _locks = GraphLinker.MakeLocks();
    private SlotSet _taken = SlotSet.Empty;
    private VectorGraph? _graph;
    private Task _running = Task.CompletedTask;
    private bool _isStarted;
    private bool _isRunning;
    private bool _isGivenUp;
    private int _removedCount;
    private int _unsavedCount;

    /// <summary>The graph, as far as it has got; <see langword="null"/> if there is none.</summary>
    public VectorGraph? Graph => Volatile.Read(ref _graph);

    /// <summary>Begins: once the index has been loaded.</summary>
    public void Start()
    {
        _isStarted = true;
        Wake();
    }

    /// <summary>Hears that queries see some slots no more, and others perhaps for the first time: on the writer's
    /// thread.</summary>
    public void Changed(IReadOnlyCollection<int> removed)
    {
        lock (_gate)
        {
            // What a slot holds must stay while links lead to it.
            queries.Retire(removed.Where(slot => !_taken.Contains(slot)));
            _removedCount += removed.Count(_taken.Contains);
        }

        Wake();
    }

    /// <summary>Ends when there is no more work.</summary>
    public async Task WaitUntilIdleAsync()
    {
        while (true)
        {
            Task running;
            lock (_gate)
            {
                if (!_isRunning) return;
                running = _running;
            }

            await running;
        }
    }

    /// <summary>Ends the work, before the index is closed.</summary>
    /// <param name="isKept">Whether to write what is not in the file.</param>
    public void Stop(bool isKept)
    {
        _stopping.Cancel();
        Task running;
        lock (_gate) running = _running;
        running.Wait();
        if (isKept && _graph is { } graph && _unsavedCount > 0) Save(graph, CancellationToken.None);
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (!_isStarted || _isRunning || _stopping.IsCancellationRequested || !HasWork_NeedsLock()) return;
            _isRunning = true;
            _running = Task.Factory.StartNew(
                Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private bool HasWork_NeedsLock()
    {
        int count = current().Count;
        if (_isGivenUp || options.Threshold == 0 || (count < options.Threshold && _graph is null)) return false;
        if (_graph is not { } graph || count < options.Threshold / 2) return true;
        int pending = count - (graph.IndexedCount - _removedCount);
        return pending >= Math.Clamp(count / 16, 1, VectorsPerStep / 4) || IsCleaningDue(graph);
    }

    private bool IsCleaningDue(VectorGraph graph) => _removedCount > graph.IndexedCount / RemovedShare;

    private void Run()
    {
        try
        {
            options.Turn.Wait(_stopping.Token);
            try
            {
                RunInTurn(_stopping.Token);
            }
            finally
            {
                options.Turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            lock (_gate) _isRunning = false;
        }
#pragma warning disable CA1031 // Without its graph an index is slower and as right; it must still be closed.
        catch (Exception exception)
        {
            GiveUp(exception);
        }
#pragma warning restore CA1031
    }

    private void GiveUp(Exception exception)
    {
        GivenUp(logger, options.IndexKey, exception);
        _unsavedCount = 0;
        Swap(null);
        lock (_gate)
        {
            _isGivenUp = true;
            _isRunning = false;
        }
    }

    private void RunInTurn(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Step(cancellationToken)) continue;
            lock (_gate)
            {
                if (HasWork_NeedsLock()) continue;
                _isRunning = false;
                return;
            }
        }
    }

    /// <summary>Does the next piece of work; <see langword="false"/> if there was none.</summary>
    private bool Step(CancellationToken cancellationToken)
    {
        if (current().Count < options.Threshold / 2)
        {
            if (_graph is null) return false;
            Swap(null);
            return true;
        }

        if (_graph is not { } graph) Open(cancellationToken);
        else if (IsCleaningDue(graph)) Clean(graph, cancellationToken);
        else if (!LinkSome(graph, cancellationToken)) return SaveIfDue(graph, UnsavedShare, cancellationToken);
        else SaveIfDue(graph, UnsavedShareInBetween, cancellationToken);
        return true;
    }

    private bool LinkSome(VectorGraph graph, CancellationToken cancellationToken)
    {
        int limit = Math.Clamp(graph.IndexedCount, FirstStep, VectorsPerStep);
        VectorSnapshot snapshot;
        int[] slots;
        lock (_gate)
        {
            snapshot = current();
            slots = [.. snapshot.Live.Except(_taken).Take(limit)];
            _taken = _taken.Change([], slots);
        }

        if (slots.Length == 0) return false;
        graph.Rows.Reserve(snapshot.Blocks.Length * SlotSet.PageSlots);
        if (graph.IndexedCount == 0) graph.Show(slots[..1]);
        int next = -1;
        Parallel.For(
            0,
            options.Threads,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads },
            _ =>
            {
                var linker = new GraphLinker(graph, snapshot.Blocks, _locks);
                for (int i; (i = Interlocked.Increment(ref next)) < slots.Length;)
                {
                    if (cancellationToken.IsCancellationRequested) return;
                    linker.Link(slots[i]);
                }
            });
        cancellationToken.ThrowIfCancellationRequested();
        graph.Show(slots);
        _unsavedCount += slots.Length;
        return true;
    }

    private void Clean(VectorGraph graph, CancellationToken cancellationToken)
    {
        VectorSnapshot snapshot;
        SlotSet removed;
        lock (_gate)
        {
            snapshot = current();
            removed = SlotSet.Empty.Change([], _taken.Except(snapshot.Live));
        }

        _unsavedCount += removed.Count;
        Swap(GraphCleaning.Without(graph, removed, snapshot.Blocks, cancellationToken));
    }

    /// <summary>Gives queries another graph, and slots that are in neither it nor the index back.</summary>
    private void Swap(VectorGraph? graph)
    {
        lock (_gate)
        {
            SlotSet live = current().Live, kept = graph?.Indexed ?? SlotSet.Empty;
            Volatile.Write(ref _graph, graph);
            queries.Retire([.. _taken.Except(kept).Where(slot => !live.Contains(slot))]);
            _taken = kept;
            _removedCount = kept.CountExcept(live);
        }
    }
}
