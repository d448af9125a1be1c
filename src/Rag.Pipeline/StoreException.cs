namespace Rag.Pipeline;

/// <summary>
/// The one failure of the store ports: what failed, in words for an operator, and whether a retry can help.
/// </summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">
    /// Stable code, for instance <c>disk_full</c>, <c>corrupt</c>, <c>dimension_mismatch</c>, <c>unavailable</c>.
    /// </param>
    /// <param name="message">What failed, the value, the limit, the remedy.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StoreException(string code, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>Stable, machine-readable code.</summary>
    public string Code { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the store asked to wait; <see langword="null"/> if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
