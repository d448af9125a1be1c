using System.ComponentModel.DataAnnotations;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.Embedding;

/// <summary>How a model server is asked for vectors; every provider with embedding models has these.</summary>
public abstract class EmbeddingConnectionOptions : ConnectionOptions
{
    /// <summary>Most texts in one request. Default: 64. Range: 1..2,048.</summary>
    [Range(1, 2_048)]
    public int BatchSize { get; set; } = 64;

    /// <summary>Most estimated tokens in one request; a single text may be longer. Default: 100,000.</summary>
    [Range(100, 10_000_000)]
    public int BatchTokens { get; set; } = 100_000;

    /// <summary>Requests at a time for one document. Default: 4. Range: 1..64.</summary>
    [Range(1, 64)]
    public int ParallelBatches { get; set; } = 4;

    /// <summary>
    /// What is to be known of models that are not well known, or is to differ from what is known. Default: nothing.
    /// </summary>
    public IList<EmbeddingModelSettings> EmbeddingModels { get; } = [];
}
