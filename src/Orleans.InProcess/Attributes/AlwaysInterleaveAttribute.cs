namespace Orleans.Concurrency;

/// <summary>Lets calls of this method interleave with any other call at its await points.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
