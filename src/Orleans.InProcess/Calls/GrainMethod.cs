using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.InProcess;

/// <summary>What the runtime knows about one method of a grain interface; read once, shared by all calls.</summary>
internal sealed class GrainMethod(MethodInfo method)
{
    /// <summary>
    /// The method of a call that the runtime makes for itself, such as a tick or an enumeration's pull.
    /// </summary>
    public static readonly GrainMethod Internal = new(typeof(IDisposable).GetMethod(nameof(IDisposable.Dispose))!);

    /// <summary>The same, for calls that interleave.</summary>
    public static readonly GrainMethod InternalInterleaving = new(Internal.Info) { AlwaysInterleave = true };

    public MethodInfo Info { get; } = method;

    public bool AlwaysInterleave { get; private init; } = method.IsDefined(typeof(AlwaysInterleaveAttribute));

    public bool IsReadOnly { get; } = method.IsDefined(typeof(ReadOnlyAttribute));

    public bool IsOneWay { get; } = method.IsDefined(typeof(OneWayAttribute));

    /// <summary>How long callers wait; <see langword="null"/> means the default of the messaging options.</summary>
    public TimeSpan? ResponseTimeout { get; } = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;

    public override string ToString() => $"{Info.DeclaringType?.Name}.{Info.Name}";
}
