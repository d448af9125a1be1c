namespace Orleans.InProcess;

/// <summary>The life of an activation; it only moves forward.</summary>
internal enum ActivationState
{
    /// <summary>Waits for its first turn.</summary>
    New,

    /// <summary>Is constructed, reads its state and runs <c>OnActivateAsync</c>; calls wait.</summary>
    Activating,

    /// <summary>Runs calls.</summary>
    Active,

    /// <summary>Runs <c>OnDeactivateAsync</c>; calls wait and will move on.</summary>
    Deactivating,

    /// <summary>Takes no calls any more.</summary>
    Ended,
}
