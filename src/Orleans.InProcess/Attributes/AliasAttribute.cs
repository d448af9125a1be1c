namespace Orleans;

/// <summary>Gives a type or method a wire name that survives renaming. Read by the package build only.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum
    | AttributeTargets.Method | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class AliasAttribute : Attribute
{
    /// <summary>Sets the wire name.</summary>
    /// <param name="alias">The name; unique in the application.</param>
    public AliasAttribute(string alias) => Alias = alias;

    /// <summary>The wire name.</summary>
    public string Alias { get; }
}
