using System.ComponentModel.DataAnnotations;

namespace Rag.ModelProviders;

/// <summary>Which models are used where nobody says otherwise.</summary>
public sealed class ModelOptions
{
    /// <summary>
    /// Who answers, the best first: <c>provider</c> or <c>provider/model</c>, for instance <c>ollama/llama3.2</c>,
    /// then <c>extractive</c>. Where one fails before its first word, the next is asked, and the answer says who spoke.
    /// Default: <see cref="ChatProvider"/> with <see cref="ChatModel"/> alone.
    /// </summary>
    public IList<string> Chat { get; } = [];

    /// <summary>
    /// The provider that answers; not looked at if <see cref="Chat"/> has any. Default: <c>extractive</c>.
    /// </summary>
    [Required]
    public string ChatProvider { get; set; } = "extractive";

    /// <summary>The provider's model; <see langword="null"/> for its default.</summary>
    public string? ChatModel { get; set; }

    /// <summary>The provider that embeds. Default: <c>lexical</c>.</summary>
    [Required]
    public string EmbeddingProvider { get; set; } = "lexical";

    /// <summary>The provider's model; <see langword="null"/> for its default.</summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>Length of the vectors; <see langword="null"/> for the model's default.</summary>
    [Range(1, 16_000)]
    public int? EmbeddingDimensions { get; set; }
}
