using System.Text.Json;
using System.Text.Json.Serialization;
using Rag.Grains.Interfaces;

namespace Rag.Api.Collections;

/// <summary>Body of a re-index; what is absent or null stays as it is.</summary>
internal sealed record ReindexBody
{
    /// <summary>The embedding model.</summary>
    public EmbeddingChoice? Embedding { get; init; }

    /// <summary>The vector store.</summary>
    public string? Store { get; init; }

    /// <summary><c>cosine</c>, <c>dot</c> or <c>euclidean</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>How documents are cut that do not say so themselves.</summary>
    public ChunkingChoice? Chunking { get; init; }

    /// <summary>Anything else: a slip of the pen must not cost a whole re-index.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The request for the collection's grain.</summary>
    public ReindexRequest ToRequest() =>
        new() { Embedding = Embedding, Store = Store, Metric = Metric, Chunking = Chunking };
}
