namespace Rag.Pipeline;

/// <summary>The one failure of the model ports (chat, embedding, reranking).</summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">
    /// Stable code, for instance <c>provider_error</c>, <c>provider_timeout</c>, <c>insufficient_quota</c>.
    /// </param>
    /// <param name="message">What failed, the value, the limit, the remedy.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ModelException(string code, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>Stable, machine-readable code.</summary>
    public string Code { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the provider asked to wait; <see langword="null"/> if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
