using Rag.Grains.Interfaces;
using Rag.Pipeline.Models;

namespace Rag.Grains.Collections;

/// <summary>Completes a request for a re-index with what the collection has, and judges it.</summary>
internal sealed class ReindexRequestReader(CollectionSettingsReader reader)
{
    public Outcome<CollectionSettings> Read(CollectionSettings now, ReindexRequest request)
    {
        Outcome<CollectionSettings> read = reader.Read(new CollectionRequest
        {
            Embedding = request.Embedding ?? now.Embedding,
            Store = request.Store ?? now.Store,
            Metric = request.Metric ?? now.Metric,
            Chunking = Overlay(now.Chunking, request.Chunking),
        });
        if (read.Failed(out Failure? invalid, out CollectionSettings? next)) return invalid;
        bool isForeign = EmbeddingModelId.ExternalProvider == now.Embedding.Provider
            || EmbeddingModelId.ExternalProvider == next.Embedding.Provider;
        return isForeign && next.Embedding != now.Embedding
            ? Failures.Invalid(
                "A collection's vectors come from its callers or from a model for good: those of "
                + $"'{now.Embedding.Provider}' cannot be made again by '{next.Embedding.Provider}'. Create another "
                + "collection and upload the documents to it.",
                "invalid_embedding")
            : next;
    }

    private static ChunkingChoice Overlay(ChunkingChoice below, ChunkingChoice? above) => above is null ? below : new()
    {
        Strategy = above.Strategy ?? below.Strategy,
        Size = above.Size ?? below.Size,
        // An overlap that went with a greater size may not go with this one.
        Overlap = above.Overlap ?? (above.Size is { } size ? Math.Min(below.Overlap ?? 0, size / 2) : below.Overlap),
        Separators = above.Separators ?? (above.Strategy is null ? below.Separators : null),
    };
}
