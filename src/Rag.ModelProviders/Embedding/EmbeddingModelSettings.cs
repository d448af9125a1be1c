using System.ComponentModel.DataAnnotations;

namespace Rag.ModelProviders.Embedding;

/// <summary>One embedding model, as configured; what is <see langword="null"/> is taken from known models.</summary>
public sealed class EmbeddingModelSettings
{
    /// <summary>The model as the server knows it, for instance <c>all-minilm-l6-v2</c>.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>Length of its vectors. Range: 1..16,000.</summary>
    [Range(1, 16_000)]
    public int? Dimensions { get; set; }

    /// <summary>
    /// Put in front of every question; empty for nothing. Models of the E5 family want <c>query: </c> and are poor
    /// without it.
    /// </summary>
    public string? QueryPrefix { get; set; }

    /// <summary>Put in front of every passage; empty for nothing.</summary>
    public string? PassagePrefix { get; set; }

    /// <summary>Whether it makes shorter vectors on demand (<c>dimensions</c> in the request).</summary>
    public bool? CanShorten { get; set; }

    /// <summary>
    /// Weight of the vector leg in hybrid fusion, 0..1. Default: .5, which no measured semantic model does badly with.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? VectorShare { get; set; }
}
