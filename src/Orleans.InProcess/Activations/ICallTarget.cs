namespace Orleans.InProcess;

/// <summary>What calls of one grain id are delivered to: an activation, or the workers of a stateless worker.</summary>
internal interface ICallTarget
{
    /// <summary>Takes a call, unless this target has ended; then the directory knows, or makes, the next one.</summary>
    bool TryAccept(GrainCall call);
}
