using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>The activations of one stateless worker key: grows while all are busy, up to its limit.</summary>
internal sealed class StatelessWorkers(InProcessSilo silo, GrainClass grainClass, GrainId grainId) : ICallTarget
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _workers = [];

    public Activation[] Workers
    {
        get
        {
            lock (_lock)
                return [.. _workers];
        }
    }

    public bool TryAccept(GrainCall call)
    {
        Activation worker;
        do
        {
            lock (_lock)
                worker = Choose_NeedsLock();
        }
        while (!worker.TryAccept(call));

        return true;
    }

    public void Remove(Activation worker)
    {
        lock (_lock)
            _workers.Remove(worker);
    }

    private Activation Choose_NeedsLock()
    {
        Activation? best = _workers.MinBy(worker => worker.CallCount);
        bool isFree = best is { CallCount: 0 };
        if (best is not null && (isFree || _workers.Count >= grainClass.MaxWorkers))
            return best;

        best = new Activation(silo, grainClass, grainId, this);
        _workers.Add(best);
        return best;
    }
}
