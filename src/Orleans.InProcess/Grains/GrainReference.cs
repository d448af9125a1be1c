using Orleans.InProcess;

namespace Orleans.Runtime;

/// <summary>A reference to a grain. The classes that implement the grain interfaces are emitted at run time.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference(GrainInterface grainInterface, GrainId grainId)
    {
        Interface = grainInterface;
        GrainId = grainId;
    }

    /// <summary>The identity of the grain.</summary>
    public GrainId GrainId { get; }

    /// <summary>The interface of this reference.</summary>
    public GrainInterfaceType InterfaceType => Interface.Name;

    internal GrainInterface Interface { get; }

    /// <summary>Compares two references for equality.</summary>
    /// <param name="reference1">One reference.</param>
    /// <param name="reference2">The other reference.</param>
    /// <returns>Whether both name the same grain.</returns>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1?.Equals(reference2) ?? reference2 is null;

    /// <summary>Compares two references for inequality.</summary>
    /// <param name="reference1">One reference.</param>
    /// <param name="reference2">The other reference.</param>
    /// <returns>Whether they name different grains.</returns>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) =>
        !(reference1 == reference2);

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    // The four shapes of a call, by the return type of the grain method. Emitted code calls these.
    internal Task<TResult> Send<TResult>(int method, GrainCall<TResult> call)
    {
        Dispatch(method, call);
        return call.Outcome;
    }

    internal Task Send(int method, VoidGrainCall call)
    {
        Dispatch(method, call);
        return call.Outcome;
    }

    internal ValueTask<TResult> SendValue<TResult>(int method, GrainCall<TResult> call)
    {
        Dispatch(method, call);
        return new ValueTask<TResult>(call.Outcome);
    }

    internal ValueTask SendValue(int method, VoidGrainCall call)
    {
        Dispatch(method, call);
        return new ValueTask(call.Outcome);
    }

    internal IAsyncEnumerable<TItem> Enumerate<TItem>(int method, GrainEnumerable<TItem> enumerable)
    {
        enumerable.Target = this;
        enumerable.Method = Interface.Methods[method];
        return enumerable;
    }

    internal void Dispatch(int method, GrainCall call) =>
        Interface.Silo.Dispatch(this, Interface.Methods[method], call);
}
