namespace Orleans.Concurrency;

/// <summary>Completes the call as soon as it was sent; its outcome is dropped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
