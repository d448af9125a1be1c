namespace Orleans;

/// <summary>Why a grain is deactivated. Informational only.</summary>
public readonly struct DeactivationReason
{
    /// <summary>States a reason.</summary>
    /// <param name="code">The kind.</param>
    /// <param name="text">The explanation.</param>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>States a reason with its cause.</summary>
    /// <param name="code">The kind.</param>
    /// <param name="exception">The cause, if a failure was the cause.</param>
    /// <param name="text">The explanation.</param>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The explanation.</summary>
    public string Description { get; }

    /// <summary>The kind.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The failure that was the cause; <see langword="null"/> if none was.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description} ({Exception})";
}
