using Rag.Pipeline.Usage;

namespace Rag.Pipeline.Ingestion;

/// <summary>Who watches a run and may stop it.</summary>
public interface IIngestionMonitor
{
    /// <summary>A stage was entered or has advanced.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="done">Chunks done in it; 0 before the chunks are known.</param>
    /// <param name="total">Chunks in it; 0 before they are known.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task AdvanceAsync(IngestionStage stage, int done, int total, CancellationToken cancellationToken);

    /// <summary>The number of chunks is known and none is stored yet; the quota must be reserved now.</summary>
    /// <param name="index">Where they go.</param>
    /// <param name="chunks">How many.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="IngestionException">They do not fit.</exception>
    Task ReserveChunksAsync(IndexId index, int chunks, CancellationToken cancellationToken);

    /// <summary>
    /// A model is about to be used, and what it may cost must be covered now. <see cref="SettleAsync"/> follows, before
    /// the next is reserved.
    /// </summary>
    /// <exception cref="IngestionException">It is not covered.</exception>
    Task ReserveSpendingAsync(ModelUsage most, CancellationToken cancellationToken);

    /// <summary>
    /// What was used in the end; <see langword="null"/> for nothing. Told at once, as it was used even if the run fails
    /// later.
    /// </summary>
    Task SettleAsync(ModelUsage? used);
}
