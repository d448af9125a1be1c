using System.ComponentModel.DataAnnotations;
using Rag.ModelProviders.Embedding;

namespace Rag.ModelProviders.Ollama;

/// <summary>An Ollama server over its own protocol (section <c>Models:Ollama</c>).</summary>
public sealed class OllamaOptions : EmbeddingConnectionOptions
{
    /// <summary>The section that these options are read from.</summary>
    public const string Section = "Rag:Models:Ollama";

    /// <summary>Address without <c>/api</c>. Default: <c>http://localhost:11434</c>.</summary>
    [Required]
    public Uri BaseUrl { get; set; } = new("http://localhost:11434");

    /// <summary>Sent as bearer token to a server that wants one, and never logged. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The chat model where nobody says otherwise. Default: <c>llama3.2</c>.</summary>
    [Required]
    public string ChatModel { get; set; } = "llama3.2";

    /// <summary>The embedding model where nobody says otherwise. Default: <c>nomic-embed-text</c>.</summary>
    [Required]
    public string EmbeddingModel { get; set; } = "nomic-embed-text";

    /// <summary>
    /// Most tokens of prompt and answer together; sent as <c>num_ctx</c>, as the server otherwise takes a small
    /// context and cuts prompts silently. Default: 8,192. Range: 500..10,000,000.
    /// </summary>
    [Range(500, 10_000_000)]
    public int ContextTokens { get; set; } = 8_192;

    /// <summary>How long the server keeps a model loaded, for instance <c>10m</c>. Default: its own choice.</summary>
    public string? KeepAlive { get; set; }

    /// <summary>
    /// Whether a model that the server does not have is fetched by it, which may take gigabytes and minutes. Default:
    /// no.
    /// </summary>
    public bool PullMissingModels { get; set; }
}
