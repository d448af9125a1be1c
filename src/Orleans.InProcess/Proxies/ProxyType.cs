using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>The class that implements a grain interface by sending calls.</summary>
internal sealed class ProxyType
{
    // Emitted code cannot be unloaded and is the same for every silo of the process: a cache of code, not of state.
    private static readonly ConcurrentDictionary<Type, Lazy<ProxyType>> Known = new();

    private ProxyType(Type grainInterface)
    {
        MethodInfo[] methods = [.. grainInterface.GetInterfaces().Prepend(grainInterface)
            .SelectMany(static type => type.GetMethods())
            .Where(static method => method.IsAbstract && !method.IsStatic)];
        Methods = Array.ConvertAll(methods, static method => new GrainMethod(method));
        Create = new ProxyEmitter(grainInterface).Emit(methods);
    }

    public GrainMethod[] Methods { get; }

    public Func<GrainInterface, GrainId, GrainReference> Create { get; }

    public static ProxyType For(Type grainInterface) => Known.GetOrAdd(
        grainInterface, static type => new Lazy<ProxyType>(() => new ProxyType(type))).Value;
}
