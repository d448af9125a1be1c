using System.Text;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Models;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline;

/// <summary>
/// Upload to searchable: parse, chunk, embed in batches, store invisible, flip the visible version, purge the old one.
/// Every step is idempotent, so a run that was cut off anywhere can be run again from the start.
/// </summary>
public sealed class IngestionPipeline(
    DocumentReader reader,
    IBlobStore blobs,
    IChunkStore chunkStore,
    IVectorStores vectorStores,
    IEmbeddingModels models,
    PassageEmbedder embedder,
    TransientRetry retry)
{
    private const int TextBlockSize = 256 * 1024;

    /// <summary>Runs the jobs of one version to their end, one for each index that it goes to.</summary>
    /// <param name="jobs">In the order in which their indexes are to show the version: none does before all of them
    /// have stored it, and from the first on the others follow whatever happens.</param>
    /// <param name="monitor">Is told how far it is, of one job after the other.</param>
    /// <param name="cancellationToken">Ends the run, until the first index shows the version.</param>
    /// <returns>What came of each job, in their order.</returns>
    /// <exception cref="ParseException">The file cannot be used.</exception>
    /// <exception cref="IngestionException">The run may not go on.</exception>
    /// <exception cref="StoreException">A store failed, after all retries.</exception>
    /// <exception cref="ModelException">The embedding model failed, after all retries.</exception>
    public async Task<IReadOnlyList<IngestionResult>> RunAsync(
        IReadOnlyList<IngestionJob> jobs, IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        var stored = new List<StoredVersion>();
        foreach (IngestionJob job in jobs) stored.Add(await StoreAsync(job, monitor, cancellationToken));

        var results = new List<IngestionResult>();
        foreach (StoredVersion version in stored)
        {
            CancellationToken token = results.Count == 0 ? cancellationToken : CancellationToken.None;
            results.Add(await PublishAsync(version, monitor, token));
        }

        return results;
    }

    private async Task<StoredVersion> StoreAsync(
        IngestionJob job, IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        // What an uploader says of a file stands in prompts like its text, and hides nothing either.
        job = job with { Title = Visible(job.Title), Author = Visible(job.Author) };
        DocumentContent content = await reader.ReadAsync(job, monitor, cancellationToken);
        int total = content.Chunks.Count;
        await monitor.ReserveChunksAsync(job.Index, total, cancellationToken);
        Task<long> textStored = StoreTextAsync(job, content.Document.Text, cancellationToken);

        EmbeddingModel model = models.Get(job.Model);
        await monitor.AdvanceAsync(IngestionStage.Embedding, 0, total, cancellationToken);
        var cuts = new EmbeddingCuts(model.Id);
        for (int done = 0; done < total;)
        {
            int count = Math.Min(model.MaxBatch, total - done);
            await StoreBatchAsync(job, content, model, cuts, done, count, monitor, cancellationToken);
            done += count;
            await monitor.AdvanceAsync(IngestionStage.Embedding, done, total, cancellationToken);
        }

        return new StoredVersion(job, model, new IngestionResult
        {
            IsPublished = false,
            Chunks = total,
            Text = job.Text,
            TextBytes = await textStored,
            Title = job.Title ?? content.Document.Title,
            Author = job.Author ?? content.Document.Author,
            Pages = content.Document.PageStarts.Count == 0 ? null : content.Document.PageStarts.Count,
            Warnings = [.. content.Document.Warnings, .. cuts.Warnings],
        });
    }

    private async Task StoreBatchAsync(
        IngestionJob job, DocumentContent content, EmbeddingModel model, EmbeddingCuts cuts, int first, int count,
        IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        Chunk[] batch = [.. content.Chunks.Skip(first).Take(count)];
        if (job.Store == IVectorStore.None)
        {
            await retry.RunAsync(
                token => chunkStore.WriteAsync(job.Index, job.Document, batch, token), cancellationToken);
            return;
        }

        IReadOnlyList<ReadOnlyMemory<float>> vectors = content.Vectors is { } given
            ? [.. given.Skip(first).Take(count)]
            : await embedder.EmbedAsync(job, model, batch, cuts, monitor, cancellationToken);
        VectorRecord[] records =
            [.. batch.Select((chunk, i) => new VectorRecord(chunk.Id, job.Document, vectors[i], chunk.Metadata))];
        IVectorStore store = vectorStores.Get(job.Store);
        await Task.WhenAll(
            retry.RunAsync(token => chunkStore.WriteAsync(job.Index, job.Document, batch, token), cancellationToken),
            retry.RunAsync(token => store.UpsertAsync(job.Index, records, token), cancellationToken));
    }

    private async Task<IngestionResult> PublishAsync(
        StoredVersion stored, IIngestionMonitor monitor, CancellationToken cancellationToken)
    {
        (IngestionJob job, EmbeddingModel model, IngestionResult result) = stored;
        await monitor.AdvanceAsync(IngestionStage.Indexing, result.Chunks, result.Chunks, cancellationToken);
        var description = new DocumentDescription(result.Title, result.Author, job.Metadata);
        bool published = await retry.RunAsync(
            token => chunkStore.PublishAsync(job.Index, job.Document, description, result.Chunks, token),
            cancellationToken);
        // The version is visible now: a run that is stopped from here on has come to its end all the same.
        if (published) await PurgeOlderAsync(job, model, CancellationToken.None);
        return result with { IsPublished = published };
    }

    /// <summary>Clears what older versions left; readers see none of it already.</summary>
    private async Task PurgeOlderAsync(IngestionJob job, EmbeddingModel model, CancellationToken cancellationToken)
    {
        (string documentId, long version) = (job.Document.DocumentId, job.Document.Version);
        IVectorStore store = vectorStores.Get(job.Store);
        await Task.WhenAll(
            retry.RunAsync(token => chunkStore.PurgeAsync(job.Index, documentId, version, token), cancellationToken),
            retry.RunAsync(
                token => store.DeleteDocumentAsync(job.Index, documentId, version, version, token), cancellationToken),
            embedder.ForgetOlderAsync(job, model, cancellationToken));
    }

    private async Task<long> StoreTextAsync(
        IngestionJob job, string text, CancellationToken cancellationToken)
    {
        BlobId blob = job.Text;
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        await retry.RunAsync(
            async token =>
            {
                await blobs.DeleteAsync(blob, token);
                for (int offset = 0; offset < bytes.Length; offset += TextBlockSize)
                {
                    int length = Math.Min(TextBlockSize, bytes.Length - offset);
                    await blobs.WriteAsync(blob, offset, bytes.Slice(offset, length), token);
                }

                await blobs.CompleteAsync(blob, token);
            },
            cancellationToken);
        return bytes.Length;
    }

    private static string? Visible(string? line) =>
        line is null || TextNormalizer.Line(line) is not { Length: > 0 } visible ? null : visible;

    /// <summary>A version that an index holds and does not show yet.</summary>
    private sealed record StoredVersion(IngestionJob Job, EmbeddingModel Model, IngestionResult Result);
}
