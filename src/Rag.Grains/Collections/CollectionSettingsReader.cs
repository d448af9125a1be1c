using Microsoft.Extensions.Options;
using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Chunking;
using Rag.Pipeline.Filtering;
using Rag.Pipeline.Models;

namespace Rag.Grains.Collections;

/// <summary>Completes a request for a collection with the configured defaults and judges it.</summary>
internal sealed class CollectionSettingsReader(
    IOptions<CollectionOptions> options,
    ChunkingChoiceReader chunking,
    IEmbeddingModels models,
    IVectorStores stores)
{
    private const int MaxDescriptionLength = 2_000;

    public Outcome<CollectionSettings> Read(CollectionRequest request)
    {
        if (request.Description?.Length > MaxDescriptionLength)
        {
            return Failures.Invalid(
                $"'description' has {request.Description.Length:N0} characters; "
                + $"the limit is {MaxDescriptionLength:N0}.");
        }

        EmbeddingChoice? choice = request.Embedding;
        if (!models.TryResolve(
            choice?.Provider, choice?.Model, choice?.Dimensions, out EmbeddingModelId? model, out string? problem))
        {
            return Failures.Invalid(problem, "invalid_embedding");
        }

        string storeName = request.Store ?? options.Value.Store;
        if (!stores.TryGet(storeName, out IVectorStore? store))
        {
            return Failures.Invalid(
                $"The vector store '{storeName}' is not configured; configured are {string.Join(", ", stores.Names)}.",
                "unknown_store");
        }

        if (model.Dimensions > store.Limits.MaxDimensions)
        {
            return Failures.Invalid(
                $"The model '{model}' makes vectors of {model.Dimensions:N0} values; the store '{storeName}' takes " +
                $"at most {store.Limits.MaxDimensions:N0}.",
                "invalid_embedding");
        }

        return Complete(request, model, storeName);
    }

    private Outcome<CollectionSettings> Complete(CollectionRequest request, EmbeddingModelId model, string store)
    {
        string metric = request.Metric ?? "cosine";
        if (!TryReadMetric(metric, out _))
        {
            return Failures.Invalid($"'metric' is '{metric}'; it is one of cosine, dot, euclidean.");
        }

        if (!chunking.TryRead(request.Chunking, null, out ChunkingSettings? cut, out string? problem))
            return Failures.Invalid(problem);
        if (Check(request.Quotas, request.Limits) is { } invalid) return Failures.Invalid(invalid);
        if (!MetadataReader.TryRead(
            (request.Metadata ?? RawJson.EmptyObject).Text, out Metadata? metadata, out problem))
        {
            return Failures.Invalid(problem, "invalid_metadata");
        }

        CollectionOptions defaults = options.Value;
        return new CollectionSettings
        {
            Description = request.Description,
            Embedding =
                new EmbeddingChoice { Provider = model.Provider, Model = model.Model, Dimensions = model.Dimensions },
            Store = store,
            Metric = metric,
            Chunking = ChunkingChoiceReader.Describe(cut),
            Quotas = Overlay(
                new Quotas
                {
                    Documents = defaults.MaxDocuments,
                    Chunks = defaults.MaxChunks,
                    Bytes = defaults.MaxBytes,
                },
                request.Quotas),
            Limits = Overlay(
                new RateLimits
                {
                    QueriesPerMinute = defaults.QueriesPerMinute, UploadsPerMinute = defaults.UploadsPerMinute,
                },
                request.Limits),
            Metadata = new RawJson(metadata.Json),
        };
    }

    /// <summary>Applies a patch to settings.</summary>
    public static Outcome<CollectionSettings> Apply(CollectionSettings settings, CollectionPatch patch)
    {
        if (patch.Description?.Length > MaxDescriptionLength)
        {
            return Failures.Invalid(
                $"'description' has {patch.Description.Length:N0} characters; the limit is {MaxDescriptionLength:N0}.");
        }

        if (Check(patch.Quotas, patch.Limits) is { } invalid) return Failures.Invalid(invalid);
        RawJson metadataJson = patch.Metadata ?? settings.Metadata;
        if (!MetadataReader.TryRead(metadataJson.Text, out Metadata? metadata, out string? problem))
        {
            return Failures.Invalid(problem, "invalid_metadata");
        }

        return settings with
        {
            Description = patch.Description ?? settings.Description,
            Quotas = Overlay(settings.Quotas, patch.Quotas),
            Limits = Overlay(settings.Limits, patch.Limits),
            Metadata = new RawJson(metadata.Json),
        };
    }

    /// <summary>Reads a metric's name.</summary>
    public static bool TryReadMetric(string name, out DistanceMetric metric)
    {
        metric = name switch
        {
            "dot" => DistanceMetric.Dot,
            "euclidean" => DistanceMetric.Euclidean,
            _ => DistanceMetric.Cosine,
        };
        return name is "cosine" or "dot" or "euclidean";
    }

    private static string? Check(Quotas? quotas, RateLimits? limits)
    {
        (string Name, long? Value)[] values =
        [
            ("quotas.documents", quotas?.Documents), ("quotas.chunks", quotas?.Chunks), ("quotas.bytes", quotas?.Bytes),
            ("limits.queries_per_minute", limits?.QueriesPerMinute),
            ("limits.uploads_per_minute", limits?.UploadsPerMinute),
        ];
        foreach ((string name, long? value) in values)
        {
            if (value < 0) return $"'{name}' is {value}; it must be 0 or more.";
        }

        return null;
    }

    private static Quotas Overlay(Quotas below, Quotas? above) => above is null ? below : new Quotas
    {
        Documents = above.Documents ?? below.Documents,
        Chunks = above.Chunks ?? below.Chunks,
        Bytes = above.Bytes ?? below.Bytes,
    };

    private static RateLimits Overlay(RateLimits below, RateLimits? above) => above is null ? below : new RateLimits
    {
        QueriesPerMinute = above.QueriesPerMinute ?? below.QueriesPerMinute,
        UploadsPerMinute = above.UploadsPerMinute ?? below.UploadsPerMinute,
    };
}
