using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Usage;

/// <summary>What a model costs.</summary>
public sealed class ModelPrice
{
    /// <summary>As <c>provider/model</c>, for instance <c>openai/gpt-4o-mini</c>, in any letter case; a reranker as its
    /// configured name and model, <c>cohere/rerank-v3.5</c>, or the name alone if it has no model.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Model { get; set; } = "";

    /// <summary>US dollars for a million tokens that it reads. Default: 0. Range: 0..1,000,000.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal Input { get; set; }

    /// <summary>US dollars for a million tokens that it makes. Default: 0. Range: 0..1,000,000.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal Output { get; set; }

    /// <summary>
    /// US dollars for a thousand searches of a reranker that bills searches. Default: 0. Range: 0..1,000,000.
    /// </summary>
    [Range(0.0, 1_000_000.0)]
    public decimal Searches { get; set; }
}
