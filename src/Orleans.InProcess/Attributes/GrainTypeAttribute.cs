namespace Orleans;

/// <summary>
/// Names a grain class in grain ids; without it the name is the class name in lower case without "Grain".
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute : Attribute
{
    /// <summary>Sets the name.</summary>
    /// <param name="grainType">The name; unique in the application.</param>
    public GrainTypeAttribute(string grainType) => GrainType = grainType;

    internal string GrainType { get; }
}
