namespace Orleans.Runtime;

/// <summary>Names the state that a constructor parameter stands for, and its storage.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>Names both.</summary>
    /// <param name="stateName">The state; unique in the grain class.</param>
    /// <param name="storageName">The storage provider; <see langword="null"/> means the default one.</param>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>The state.</summary>
    public string StateName { get; }

    /// <summary>The storage provider; <see langword="null"/> means the default one.</summary>
    public string? StorageName { get; }
}
