using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>The grain classes of the application, by type and by the interfaces they implement.</summary>
internal sealed class GrainCatalog
{
    private readonly InProcessSilo _silo;
    private readonly Lazy<Dictionary<GrainType, GrainClass>> _classes;
    private readonly ConcurrentDictionary<(Type, string?), GrainInterface> _interfaces = new();

    public GrainCatalog(InProcessSilo silo)
    {
        _silo = silo;
        _classes = new Lazy<Dictionary<GrainType, GrainClass>>(() => ApplicationAssemblies.GrainClasses()
            .Select(type => new GrainClass(silo, type))
            .ToDictionary(static grainClass => grainClass.GrainType));
    }

    public static bool IsGrainInterface(Type type) =>
        type.IsInterface && typeof(IAddressable).IsAssignableFrom(type) && type.Assembly != typeof(IGrain).Assembly
        || type == typeof(IManagementGrain);

    /// <summary>Finds the class behind an interface.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="classPrefix">How the class's full name begins, if several implement the interface.</param>
    public GrainInterface Find(Type type, string? classPrefix) =>
        _interfaces.TryGetValue((type, classPrefix), out GrainInterface? known)
            ? known
            : _interfaces.GetOrAdd((type, classPrefix), new GrainInterface(_silo, type, Choose(type, classPrefix)));

    /// <summary>Finds the class of a grain id.</summary>
    public GrainInterface Find(Type type, GrainType grainType) => Find(type, ClassOf(grainType).Type.FullName);

    public GrainClass ClassOf(GrainType grainType) =>
        _classes.Value.GetValueOrDefault(grainType)
        ?? throw new ArgumentException($"There is no grain class named \"{grainType}\".", nameof(grainType));

    private GrainClass Choose(Type type, string? classPrefix)
    {
        GrainClass[] candidates = [.. _classes.Value.Values.Where(candidate => type.IsAssignableFrom(candidate.Type)
            && (classPrefix is null || candidate.Type.FullName!.StartsWith(classPrefix, StringComparison.Ordinal)))];
        return candidates switch
        {
            [GrainClass only] => only,
            [] => throw new ArgumentException($"No grain class implements \"{type.FullName}\".", nameof(type)),
            _ => Array.Find(candidates, candidate => candidate.Type.Name == type.Name[1..])
                ?? throw new ArgumentException(
                    $"Several grain classes implement \"{type.FullName}\"; name one by its prefix.", nameof(type)),
        };
    }
}
