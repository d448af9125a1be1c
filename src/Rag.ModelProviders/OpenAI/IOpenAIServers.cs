using Rag.ModelProviders.Embedding;

namespace Rag.ModelProviders.OpenAI;

/// <summary>A configured server of OpenAI's protocol and what is used of it where nobody says otherwise.</summary>
internal interface IOpenAIServers
{
    /// <summary>Name of the provider.</summary>
    string Provider { get; }

    /// <summary>Where it is configured, for messages.</summary>
    string Section { get; }

    /// <summary>Why it cannot be used; <see langword="null"/> if it can.</summary>
    string? Problem { get; }

    /// <summary>The server.</summary>
    OpenAIServer Server { get; }

    /// <summary>The chat model, or deployment; <see langword="null"/> if none is configured.</summary>
    string? ChatModel { get; }

    /// <summary>The embedding model, or deployment; <see langword="null"/> if none is configured.</summary>
    string? EmbeddingModel { get; }

    /// <summary>Most tokens of prompt and answer together.</summary>
    int ContextTokens { get; }

    /// <summary>Limits, and what is configured about embedding models.</summary>
    EmbeddingConnectionOptions Options { get; }
}
