using System.ComponentModel.DataAnnotations;

namespace Rag.ModelProviders;

/// <summary>Which models are used where nobody says otherwise.</summary>
public sealed class ModelOptions
{
    /// <summary>The provider that answers. Default: <c>extractive</c>.</summary>
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
