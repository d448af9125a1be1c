namespace Orleans.Runtime;

/// <summary>Tells which activation the running code belongs to.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The running activation; <see langword="null"/> outside of grains.</summary>
    IGrainContext GrainContext { get; }
}
