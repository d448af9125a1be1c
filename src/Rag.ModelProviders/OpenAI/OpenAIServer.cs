using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.OpenAI;

/// <summary>A server of OpenAI's protocol, wherever it keeps its paths.</summary>
/// <param name="Connection">The way there.</param>
/// <param name="ChatUri">Where a model, or deployment, chats.</param>
/// <param name="EmbeddingsUri">Where it embeds.</param>
/// <param name="SendsMaxCompletionTokens">Name of the longest answer in requests.</param>
internal sealed record OpenAIServer(
    ModelConnection Connection,
    Func<string, Uri> ChatUri,
    Func<string, Uri> EmbeddingsUri,
    bool SendsMaxCompletionTokens);
