namespace Orleans;

/// <summary>Numbers a member on the wire. Read by the package build only.</summary>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class
    | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute : Attribute
{
    /// <summary>Sets the number.</summary>
    /// <param name="id">The number; unique in the type and never reused.</param>
    public IdAttribute(uint id) => Id = id;

    /// <summary>The number of the member.</summary>
    public uint Id { get; }
}
