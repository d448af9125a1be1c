using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rag.Pipeline;
using Rag.Stores.Embedded.Chunks;
using Rag.Stores.Embedded.Keywords;
using Rag.Stores.Embedded.Sqlite;
using Rag.Stores.Embedded.Vectors;

namespace Rag.Stores.Embedded;

/// <summary>
/// Reads the large indexes after the start, one after the other and beside everything else, so that the first searches
/// need not wait for it: the largest first, as far as the memory that they may take goes. A search that comes earlier
/// reads its own, or waits for the one that is being read.
/// </summary>
internal sealed partial class EmbeddedWarmup(
    EmbeddedDatabase database,
    KeywordIndexes keywords,
    VectorIndexes vectors,
    IOptions<EmbeddedOptions> options,
    ILogger<EmbeddedWarmup> logger) : BackgroundService
{
    /// <summary>A smaller index is read within a few milliseconds when it is asked for.</summary>
    private const int MinPassages = 1_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.WarmUp) return;
        await Task.Yield(); // The host does not wait for it.
        (List<IndexId> largest, HashSet<IndexId> withVectors) = database.Read(session => (
            ChunkIndexRows.ReadLargest(session, MinPassages), VectorRows.ReadIndexes(session).ToHashSet()));
        foreach (IndexId index in largest) await ReadAsync(index, withVectors.Contains(index), stoppingToken);
    }

    private async Task ReadAsync(IndexId index, bool hasVectors, CancellationToken cancellationToken)
    {
        try
        {
            if (HasRoom(keywords.SizeBytes, options.Value.KeywordMemoryMegabytes))
                await keywords.GetAsync(index, cancellationToken);
            if (hasVectors && HasRoom(vectors.SizeBytes, options.Value.VectorMemoryMegabytes))
                (await vectors.UseAsync(index, cancellationToken)).Dispose();
        }
        catch (StoreException exception)
        {
            NotWarm(logger, index, exception.Code); // Dropped meanwhile, or damaged: its searches will say so.
        }
    }

    private static bool HasRoom(long sizeBytes, int megabytes) => sizeBytes < megabytes * 1024L * 1024L;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index {Index} could not be read ahead: {Code}")]
    private static partial void NotWarm(ILogger logger, IndexId index, string code);
}
