namespace Rag.Pipeline.Ingestion;

/// <summary>A run that cannot go on.</summary>
/// <param name="code">Stable code of the contract, for instance <c>quota_exceeded</c>.</param>
/// <param name="message">What was wrong, the value, the limit, the remedy.</param>
/// <param name="isRetryable">Whether a later retry may succeed without a new upload.</param>
public sealed class IngestionException(string code, string message, bool isRetryable) : Exception(message)
{
    /// <summary>Stable code of the contract.</summary>
    public string Code { get; } = code;

    /// <summary>Whether a later retry may succeed without a new upload.</summary>
    public bool IsRetryable { get; } = isRetryable;
}
