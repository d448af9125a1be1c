using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.InProcess;

/// <summary>A constructor parameter of a grain class that stands for a state.</summary>
internal sealed class PersistentStateParameter
{
    private static readonly MethodInfo CreateState = typeof(PersistentStateParameter)
        .GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly Func<Activation, string, IGrainStorage, IPersistentStateReader> _create;
    private readonly string _name;
    private readonly Lazy<IGrainStorage> _storage;

    public PersistentStateParameter(InProcessSilo silo, GrainClass grainClass, ParameterInfo parameter)
    {
        Type = parameter.ParameterType;
        if (!Type.IsGenericType || Type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException(
                $"Parameter \"{parameter.Name}\" of {grainClass.Type} must be an IPersistentState.");
        }

        PersistentStateAttribute attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        _name = attribute.StateName.Length > 0 ? attribute.StateName : parameter.Name!;
        _storage = new Lazy<IGrainStorage>(
            () => FindStorage(silo.Services, attribute.StorageName, grainClass),
            LazyThreadSafetyMode.PublicationOnly);
        _create = CreateState.MakeGenericMethod(Type.GetGenericArguments())
            .CreateDelegate<Func<Activation, string, IGrainStorage, IPersistentStateReader>>();
    }

    /// <summary>The type of the parameter.</summary>
    public Type Type { get; }

    public IPersistentStateReader Create(Activation activation) => _create(activation, _name, _storage.Value);

    private static PersistentState<TState> Create<TState>(Activation activation, string name, IGrainStorage storage) =>
        new(activation, name, storage);

    private static IGrainStorage FindStorage(IServiceProvider services, string? name, GrainClass grainClass)
    {
        IGrainStorage? storage = string.IsNullOrWhiteSpace(name)
            ? services.GetService<IGrainStorage>()
            : services.GetKeyedService<IGrainStorage>(name);
        return storage ?? throw new BadProviderConfigException(
            $"Grain type {grainClass.GrainType} asks for storage provider \"{name}\", which is not registered.");
    }
}
