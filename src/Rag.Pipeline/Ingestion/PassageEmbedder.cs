using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Models;
using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Ingestion;

/// <summary>
/// Vectors of a document's passages: those that are kept, and the model's for the rest, which are kept before anything
/// else can fail. A cache that fails costs the model's work, never the document.
/// </summary>
public sealed partial class PassageEmbedder(
    IEmbeddingCache cache,
    TransientRetry retry,
    EmbeddingCacheMeter meter,
    IOptions<EmbeddingCacheOptions> options,
    ILogger<PassageEmbedder> logger)
{
    /// <summary>The vectors of a batch, in its order.</summary>
    /// <param name="job">Whose passages they are.</param>
    /// <param name="model">Makes the vectors.</param>
    /// <param name="batch">At most as many as the model takes at once.</param>
    /// <param name="cuts">Is told of passages that the model did not read whole, now or when it made their
    /// vector.</param>
    /// <param name="monitor">Is told what the model used.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ModelException">The model failed, after all retries.</exception>
    internal async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IngestionJob job,
        EmbeddingModel model,
        IReadOnlyList<Chunk> batch,
        EmbeddingCuts cuts,
        IIngestionMonitor monitor,
        CancellationToken cancellationToken)
    {
        string[] texts = [.. batch.Select(chunk => chunk.IndexedText)];
        IReadOnlyList<CachedEmbedding> embeddings = options.Value.CacheEmbeddings && model.CacheKey is { } key
            ? await ReuseAsync(job, model, key, texts, monitor, cancellationToken)
            : await GenerateAsync(model, texts, monitor, cancellationToken);
        cuts.Observe(batch, embeddings);
        return [.. embeddings.Select(embedding => embedding.Vector)];
    }

    /// <summary>Removes what is kept and was not used by a version that has just become visible.</summary>
    internal async Task ForgetOlderAsync(IngestionJob job, EmbeddingModel model, CancellationToken cancellationToken)
    {
        if (model.CacheKey is null) return;
        (string documentId, long version) = (job.Document.DocumentId, job.Document.Version);
        try
        {
            await cache.PurgeAsync(job.Index, documentId, version, version, cancellationToken);
        }
        catch (StoreException exception)
        {
            // It goes with the next version or the document.
            NotPurged(exception, documentId);
        }
    }

    private async Task<IReadOnlyList<CachedEmbedding>> ReuseAsync(
        IngestionJob job,
        EmbeddingModel model,
        string key,
        string[] texts,
        IIngestionMonitor monitor,
        CancellationToken cancellationToken)
    {
        TextDigest[] digests = Array.ConvertAll(texts, TextDigest.Of);
        Dictionary<TextDigest, CachedEmbedding> known =
            await FindAsync(job, job.Index, model, key, digests, cancellationToken);
        if (job.Former is { } former && known.Count < digests.Length)
        {
            TextDigest[] others = [.. digests.Where(digest => !known.ContainsKey(digest))];
            Dictionary<TextDigest, CachedEmbedding> kept =
                await FindAsync(job, former, model, key, others, cancellationToken);
            foreach ((TextDigest digest, CachedEmbedding embedding) in kept) known.Add(digest, embedding);
            if (kept.Count > 0) await WriteAsync(job, key, kept, cancellationToken);
        }

        Dictionary<TextDigest, string> missing = [];
        for (int i = 0; i < texts.Length; i++)
        {
            if (!known.ContainsKey(digests[i])) missing.TryAdd(digests[i], texts[i]);
        }

        meter.Count(texts.Length - missing.Count, missing.Count);
        if (missing.Count > 0)
        {
            CachedEmbedding[] made = await GenerateAsync(model, [.. missing.Values], monitor, cancellationToken);
            Dictionary<TextDigest, CachedEmbedding> added =
                missing.Keys.Zip(made).ToDictionary(pair => pair.First, pair => pair.Second);
            await WriteAsync(job, key, added, cancellationToken);
            foreach ((TextDigest digest, CachedEmbedding embedding) in added) known.Add(digest, embedding);
        }

        return Array.ConvertAll(digests, digest => known[digest]);
    }

    private async Task<Dictionary<TextDigest, CachedEmbedding>> FindAsync(
        IngestionJob job,
        IndexId index,
        EmbeddingModel model,
        string key,
        TextDigest[] digests,
        CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyDictionary<TextDigest, CachedEmbedding> found = await cache.FindAsync(
                index, job.Document, key, digests.ToHashSet(), cancellationToken);
            // A vector of another length is none of this model's, however it came there.
            return found.Where(pair => pair.Value.Vector.Length == model.Id.Dimensions).ToDictionary();
        }
        catch (StoreException exception)
        {
            NotRead(exception, job.Document.DocumentId);
            return [];
        }
    }

    private async Task WriteAsync(
        IngestionJob job,
        string key,
        Dictionary<TextDigest, CachedEmbedding> added,
        CancellationToken cancellationToken)
    {
        try
        {
            await cache.WriteAsync(job.Index, job.Document, key, added, cancellationToken);
        }
        catch (StoreException exception)
        {
            NotWritten(exception, job.Document.DocumentId);
        }
    }

    private async Task<CachedEmbedding[]> GenerateAsync(
        EmbeddingModel model, string[] texts, IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        GeneratedEmbeddings<Embedding<float>> made = model.IsBuiltIn
            ? await model.Generator.GenerateAsync(texts, cancellationToken: cancellationToken)
            : await GeneratePaidAsync(model, texts, monitor, cancellationToken);
        if (made.Count != texts.Length)
        {
            throw new ModelException(
                "provider_error",
                $"The embedding model '{model.Id}' answered {made.Count} vectors for {texts.Length} texts.",
                isTransient: false);
        }

        return [.. made.Select(Read)];
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GeneratePaidAsync(
        EmbeddingModel model, string[] texts, IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        ModelUsage most = EmbeddingUsage.Estimate(model.Id, texts);
        await monitor.ReserveSpendingAsync(most, cancellationToken);
        ModelUsage? used = null;
        try
        {
            GeneratedEmbeddings<Embedding<float>> made = await retry.RunAsync(
                token => model.Generator.GenerateAsync(texts, cancellationToken: token), cancellationToken);
            used = EmbeddingUsage.Of(model.Id, made);
            return made;
        }
        finally
        {
            // A model that refused has used nothing; one that was stopped may have read everything.
            await monitor.SettleAsync(used ?? (cancellationToken.IsCancellationRequested ? most : null));
        }
    }

    private static CachedEmbedding Read(Embedding<float> embedding)
    {
        object? kept = null;
        embedding.AdditionalProperties?.TryGetValue(EmbeddingNotes.KeptCharacters, out kept);
        return new CachedEmbedding(embedding.Vector, (int?)kept);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Kept vectors of document {DocumentId} could not be read: the model makes them again")]
    private partial void NotRead(Exception exception, string documentId);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Vectors of document {DocumentId} could not be kept: a later run will ask the model again")]
    private partial void NotWritten(Exception exception, string documentId);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Kept vectors that document {DocumentId} no longer needs stay until its next version or its deletion")]
    private partial void NotPurged(Exception exception, string documentId);
}
