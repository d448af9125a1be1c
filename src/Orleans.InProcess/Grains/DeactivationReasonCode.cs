namespace Orleans;

/// <summary>The kinds of reasons for a deactivation.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,

    /// <summary>The silo is stopping.</summary>
    ShuttingDown,

    /// <summary>The activation could not be completed.</summary>
    ActivationFailed,

    /// <summary>The grain directory failed. Cannot happen in one process.</summary>
    DirectoryFailure,

    /// <summary>Nobody called the grain for a while.</summary>
    ActivationIdle,

    /// <summary>The grain did not answer. Not used in one process.</summary>
    ActivationUnresponsive,

    /// <summary>Another activation of the same grain exists. Cannot happen in one process.</summary>
    DuplicateActivation,

    /// <summary>A call asked for another interface version. Not used in one process.</summary>
    IncompatibleRequest,

    /// <summary>The application failed in a way that requires a fresh activation.</summary>
    ApplicationError,

    /// <summary>The application asked for it.</summary>
    ApplicationRequested,

    /// <summary>The grain moves to another silo. Cannot happen in one process.</summary>
    Migrating,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory is scarce. Not used in one process.</summary>
    HighMemoryPressure,
}
