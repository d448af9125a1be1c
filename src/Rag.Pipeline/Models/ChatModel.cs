using Microsoft.Extensions.AI;

namespace Rag.Pipeline.Models;

/// <summary>A ready chat model.</summary>
/// <param name="Name">As the contract shows it: <c>provider/model</c>.</param>
/// <param name="Client">Speaks; failures are <see cref="ModelException"/>.</param>
/// <param name="ContextTokens">Most tokens of prompt and answer together.</param>
/// <param name="IsBuiltIn">Runs in this process and costs nothing.</param>
public sealed record ChatModel(string Name, IChatClient Client, int ContextTokens, bool IsBuiltIn)
{
    /// <summary>
    /// The models of a chain, of which one speaks in the end, the first to be asked first; empty for a model alone.
    /// </summary>
    public IReadOnlyList<ChatModel> Chain { get; init; } = [];
}
