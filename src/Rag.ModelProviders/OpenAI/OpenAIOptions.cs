using System.ComponentModel.DataAnnotations;
using Rag.ModelProviders.Embedding;

namespace Rag.ModelProviders.OpenAI;

/// <summary>
/// A server that speaks OpenAI's protocol: OpenAI itself, vLLM, LM Studio, llama.cpp, text-embeddings-inference and
/// others (section <c>Models:OpenAI</c>).
/// </summary>
public sealed class OpenAIOptions : EmbeddingConnectionOptions
{
    /// <summary>The section that these options are read from.</summary>
    public const string Section = "Rag:Models:OpenAI";

    /// <summary>
    /// Address up to and with <c>/v1</c>; the environment's <c>OPENAI_BASE_URL</c>. Default: OpenAI's own,
    /// <c>https://api.openai.com/v1</c>.
    /// </summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// Sent as bearer token and never logged; the environment's <c>OPENAI_API_KEY</c>. Many local servers need none.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Sent as <c>OpenAI-Organization</c>. Default: not sent.</summary>
    public string? Organization { get; set; }

    /// <summary>Sent as <c>OpenAI-Project</c>. Default: not sent.</summary>
    public string? Project { get; set; }

    /// <summary>
    /// The embedding model where nobody says otherwise; the environment's <c>EMBEDDING_MODEL</c>. Default:
    /// <c>text-embedding-3-small</c>.
    /// </summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>
    /// The chat model where nobody says otherwise; the environment's <c>LLM_MODEL</c>. Default: <c>gpt-4o-mini</c>.
    /// </summary>
    public string? ChatModel { get; set; }

    /// <summary>
    /// Most tokens of prompt and answer together. Default: 16,000, which is little for OpenAI's own models and more
    /// than the prompt of a default configuration. Range: 500..10,000,000.
    /// </summary>
    [Range(500, 10_000_000)]
    public int ContextTokens { get; set; } = 16_000;

    /// <summary>
    /// Whether the longest answer is sent as <c>max_completion_tokens</c>, which OpenAI's newer models insist on, or as
    /// <c>max_tokens</c>, which every compatible server knows. Default: the former at OpenAI, the latter elsewhere.
    /// </summary>
    public bool? SendsMaxCompletionTokens { get; set; }
}
