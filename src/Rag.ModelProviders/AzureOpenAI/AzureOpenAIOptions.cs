using System.ComponentModel.DataAnnotations;
using Rag.ModelProviders.Embedding;

namespace Rag.ModelProviders.AzureOpenAI;

/// <summary>Models deployed at Azure OpenAI (section <c>Models:AzureOpenAI</c>).</summary>
public sealed class AzureOpenAIOptions : EmbeddingConnectionOptions
{
    /// <summary>The section that these options are read from.</summary>
    public const string Section = "Rag:Models:AzureOpenAI";

    /// <summary>
    /// Address of the resource, for instance <c>https://name.openai.azure.com</c>. Default: none, and the provider is
    /// not configured.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Sent as <c>api-key</c> and never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// A dated version of the interface, for instance <c>2024-10-21</c>, for resources that are reached by their
    /// deployments' own paths. Default: none, and the undated <c>/openai/v1</c> is used.
    /// </summary>
    [RegularExpression(@"\d{4}-\d{2}-\d{2}(-preview)?")]
    public string? ApiVersion { get; set; }

    /// <summary>Deployment that chats where nobody says otherwise.</summary>
    public string? ChatDeployment { get; set; }

    /// <summary>
    /// Deployment that embeds where nobody says otherwise. Its vectors' length is known if it bears its model's name;
    /// else list it under <see cref="EmbeddingConnectionOptions.EmbeddingModels"/>.
    /// </summary>
    public string? EmbeddingDeployment { get; set; }

    /// <summary>Most tokens of prompt and answer together. Default: 16,000. Range: 500..10,000,000.</summary>
    [Range(500, 10_000_000)]
    public int ContextTokens { get; set; } = 16_000;

    /// <summary>
    /// Whether the longest answer is sent as <c>max_completion_tokens</c>. Default: yes; older dated versions want no.
    /// </summary>
    public bool SendsMaxCompletionTokens { get; set; } = true;
}
