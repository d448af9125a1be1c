using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>One grain interface in one silo: its methods, the class behind it, and how references are made.</summary>
internal sealed class GrainInterface
{
    private readonly Func<GrainInterface, GrainId, GrainReference> _create;

    public GrainInterface(InProcessSilo silo, Type type, GrainClass grainClass)
    {
        Silo = silo;
        Class = grainClass;
        Name = GrainInterfaceType.Create(type.FullName!);
        ProxyType proxy = ProxyType.For(type);
        _create = proxy.Create;
        Methods = proxy.Methods;
    }

    public InProcessSilo Silo { get; }

    public GrainClass Class { get; }

    public GrainInterfaceType Name { get; }

    /// <summary>The methods by the numbers that emitted code uses.</summary>
    public GrainMethod[] Methods { get; }

    public GrainReference Refer(GrainId grainId) => _create(this, grainId);
}
