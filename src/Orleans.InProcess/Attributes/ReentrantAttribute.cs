namespace Orleans.Concurrency;

/// <summary>Lets all calls of a grain class interleave at its await points.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
