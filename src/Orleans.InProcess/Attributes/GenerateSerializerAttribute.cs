namespace Orleans;

/// <summary>
/// Marks a type that crosses grain boundaries. The package build generates its serializer; here values cross by
/// reference.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;
