using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One call as the filters on the callee's side see it.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that is called.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The method as the grain class implements it.</summary>
    MethodInfo ImplementationMethod { get; }
}
