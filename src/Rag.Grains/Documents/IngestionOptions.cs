using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Documents;

/// <summary>How a silo works on documents.</summary>
public sealed class IngestionOptions
{
    /// <summary>
    /// Documents that a silo works on at a time; 0 for four a processor, because a document waits for the disk and for
    /// other services most of its time. Default: 0. Range: 0..256.
    /// </summary>
    [Range(0, 256)]
    public int MaxConcurrent { get; set; }

    /// <summary>Runs of one version that may be cut off (a silo or a parser that dies) before the document is given up
    /// as <c>poison</c>. Default: 5. Range: 2..100.</summary>
    [Range(2, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// Deaths of the parser before the document is given up as <c>poison</c>. Default: 2. Range: 1..10.
    /// </summary>
    [Range(1, 10)]
    public int MaxParserDeaths { get; set; } = 2;

    /// <summary>How often a working document says so to the catalog. Default: 5 s.</summary>
    public TimeSpan HeartbeatPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which the watchdog pokes a document. At least two heartbeats. Default: 15 s.</summary>
    public TimeSpan MaxSilence { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a document may fail to be re-indexed, for reasons that may pass, before the re-index is given up.
    /// Default: 1 h.
    /// </summary>
    public TimeSpan ReindexPatience { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Age at which an upload that was never submitted is removed. Default: 1 h.</summary>
    public TimeSpan AbandonedUploadAge { get; set; } = TimeSpan.FromHours(1);
}
