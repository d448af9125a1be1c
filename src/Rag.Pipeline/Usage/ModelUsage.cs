namespace Rag.Pipeline.Usage;

/// <summary>What one call, or several for one purpose, used of a model.</summary>
/// <param name="Model">As <c>provider/model</c>.</param>
/// <param name="Role">What for.</param>
/// <param name="InputTokens">Tokens that it read.</param>
/// <param name="OutputTokens">Tokens that it made; 0 for embeddings and rerankers.</param>
/// <param name="EstimatedTokens">
/// How many of both are estimates, as the provider reported none (<see cref="Prompting.TokenEstimate"/>).
/// </param>
/// <param name="IsBuiltIn">Runs in this process and costs nothing.</param>
public sealed record ModelUsage(
    string Model, ModelRole Role, long InputTokens, long OutputTokens, long EstimatedTokens, bool IsBuiltIn)
{
    /// <summary>Searches that a reranker bills instead of tokens, as Cohere does; 0 for all others.</summary>
    public long SearchUnits { get; init; }

    /// <summary>How many of them are estimates, as the provider reported none.</summary>
    public long EstimatedSearchUnits { get; init; }
}
