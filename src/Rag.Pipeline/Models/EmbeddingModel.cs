using Microsoft.Extensions.AI;

namespace Rag.Pipeline.Models;

/// <summary>A ready embedding model.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Generator">Makes the vectors of passages; failures are <see cref="ModelException"/>.</param>
/// <param name="VectorShare">
/// Weight of the vector leg in hybrid fusion, 0..1. It belongs to the model: about .5 for semantic models, .2 for
/// hashed lexical ones (docs/BENCHMARKS.md).
/// </param>
/// <param name="MaxBatch">Most texts in one call.</param>
public sealed record EmbeddingModel(
    EmbeddingModelId Id,
    IEmbeddingGenerator<string, Embedding<float>> Generator,
    double VectorShare,
    int MaxBatch)
{
    /// <summary>
    /// Makes the vectors of questions; failures are <see cref="ModelException"/>. Default: <see cref="Generator"/>, as
    /// only some models, those of the E5 family for instance, must be told which of the two a text is.
    /// </summary>
    public IEmbeddingGenerator<string, Embedding<float>> QueryGenerator { get; init; } = Generator;

    /// <summary>
    /// Runs in this process, or nowhere, and costs nothing. Default: <see langword="false"/>.
    /// </summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>
    /// Names what makes the vectors of passages, so that they can be kept (<see cref="IEmbeddingCache"/>): the same key
    /// and text give the same vector. <see langword="null"/>, the default, if they are not worth keeping: a model in
    /// this process is cheaper than a look-up.
    /// </summary>
    public string? CacheKey { get; init; }
}
