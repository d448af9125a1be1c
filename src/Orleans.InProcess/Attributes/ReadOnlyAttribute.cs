namespace Orleans.Concurrency;

/// <summary>Lets calls of this method interleave with other read-only calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
