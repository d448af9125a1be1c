namespace Rag.Grains.Interfaces;

/// <summary>
/// The grain method may be called again with the same arguments when nobody knows what became of the first call: the
/// end is the same as after one call. In a cluster such calls are repeated while it recovers from a lost silo.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute;
