using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One call as its filters see it.</summary>
public interface IGrainCallContext
{
    /// <summary>The grain object that is called.</summary>
    object Grain { get; }

    /// <summary>The grain that calls; <see langword="null"/> if the caller is no grain.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain that is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The name of the method.</summary>
    string MethodName { get; }

    /// <summary>The method as the grain interface declares it.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, once <see cref="Invoke"/> completed; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>Runs the next filter, or the grain's method after the last one.</summary>
    /// <returns>When the method completed; its failure is the call's failure unless the filter catches it.</returns>
    Task Invoke();
}
