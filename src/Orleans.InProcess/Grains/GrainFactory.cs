using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>Makes references to the grains of the one silo, for grains and for everyone else in the process.</summary>
internal sealed class GrainFactory(InProcessSilo silo) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(primaryKey);
        return Refer<TGrainInterface>(primaryKey, grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Refer<TGrainInterface>(primaryKey.ToString("X", null), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)Refer(typeof(TGrainInterface), grainId);

    public GrainReference Refer(Type grainInterface, GrainId grainId) =>
        silo.Catalog.Find(grainInterface, grainId.Type).Refer(grainId);

    private TGrainInterface Refer<TGrainInterface>(string key, string? prefix)
    {
        GrainInterface target = silo.Catalog.Find(typeof(TGrainInterface), prefix);
        return (TGrainInterface)(object)target.Refer(GrainId.Create(target.Class.GrainType, key));
    }
}
