using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>Where the calls of a grain id go. Invariant: one target per grain id.</summary>
internal sealed class ActivationDirectory(InProcessSilo silo)
{
    private readonly ConcurrentDictionary<GrainId, ICallTarget> _targets = new();

    public IEnumerable<Activation> Activations => _targets.SelectMany(static entry => entry.Value switch
    {
        StatelessWorkers workers => workers.Workers,
        ICallTarget target => [(Activation)target],
    });

    public bool TryGet(GrainId grainId, out ICallTarget? target) => _targets.TryGetValue(grainId, out target);

    public ICallTarget GetOrAdd(GrainId grainId, GrainClass grainClass) => _targets.GetOrAdd(
        grainId,
        static (id, arguments) => arguments.grainClass.MaxWorkers > 1
            ? new StatelessWorkers(arguments.silo, arguments.grainClass, id)
            : new Activation(arguments.silo, arguments.grainClass, id),
        (silo, grainClass));

    public void Remove(GrainId grainId, ICallTarget target) =>
        _targets.TryRemove(new KeyValuePair<GrainId, ICallTarget>(grainId, target));
}
