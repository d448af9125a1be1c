using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// What the runtime knows about one grain class; read once, so that an activation needs no reflection.
/// </summary>
internal sealed class GrainClass
{
    private readonly InProcessSilo _silo;
    private readonly PersistentStateParameter[] _states;
    private ObjectFactory? _construct;

    public GrainClass(InProcessSilo silo, Type type)
    {
        _silo = silo;
        Type = type;
        GrainType = GrainType.Create(
            type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? NameByConvention(type));
        Interfaces = [.. type.GetInterfaces().Where(GrainCatalog.IsGrainInterface)];
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 1;
        CollectionAge = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit;
        IsFiltered = silo.IncomingFilters.Length > 0 || typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        _states = FindStates(type);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public bool IsReentrant { get; }

    /// <summary>The most activations per key; more than 1 for stateless workers only.</summary>
    public int MaxWorkers { get; }

    /// <summary>
    /// The idle time of this class; <see langword="null"/> means the default of the collection options.
    /// </summary>
    public TimeSpan? CollectionAge { get; }

    public bool IsFiltered { get; }

    /// <summary>Constructs the grain with its services and its states, which still have to be read.</summary>
    public (object Grain, IPersistentStateReader[] States) Construct(Activation activation)
    {
        _construct ??= ActivatorUtilities.CreateFactory(Type, [.. _states.Select(state => state.Type)]);
        if (_states.Length == 0)
            return (_construct(activation.ActivationServices, null), []);

        var states = new IPersistentStateReader[_states.Length];
        for (int index = 0; index < states.Length; index++)
            states[index] = _states[index].Create(activation);
        return (_construct(activation.ActivationServices, [.. states]), states);
    }

    private static string NameByConvention(Type type)
    {
        const string suffix = "grain";
        string name = type.Name.ToLowerInvariant();
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name[..^suffix.Length]
            : name;
    }

    private PersistentStateParameter[] FindStates(Type type)
    {
        ParameterInfo[] parameters = type.GetConstructors()
            .OrderByDescending(static constructor => constructor.GetParameters().Length)
            .FirstOrDefault()?.GetParameters() ?? [];
        return [.. parameters
            .Where(static parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
            .Select(parameter => new PersistentStateParameter(_silo, this, parameter))];
    }
}
