namespace Rag.ModelProviders.Connections;

/// <summary>
/// What a server said when it refused, for code here that can do something about it; to everybody else it is the inner
/// exception of a <see cref="Rag.Pipeline.ModelException"/>.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="error">What its body said.</param>
internal sealed class ProviderRefusal(int status, ErrorBody error) : Exception(error.Message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What the body said.</summary>
    public ErrorBody Error { get; } = error;

    /// <summary>
    /// Whether less input would help: a text over the model's limit, or more texts than one call may bring.
    /// </summary>
    public bool IsTooLong => Status == 413 || (Status is 400 or 422 or 500 && Error.SaysTooLong);
}
