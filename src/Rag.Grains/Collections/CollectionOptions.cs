using System.ComponentModel.DataAnnotations;

namespace Rag.Grains.Collections;

/// <summary>What a collection gets where its creator says nothing.</summary>
public sealed class CollectionOptions
{
    /// <summary>The vector store. Default: <c>embedded</c>; in a cluster <c>postgres</c>.</summary>
    [Required]
    public string Store { get; set; } = "embedded";

    /// <summary>Most documents. Default: 1,000,000.</summary>
    [Range(0, long.MaxValue)]
    public long MaxDocuments { get; set; } = 1_000_000;

    /// <summary>Most chunks. Default: 10,000,000.</summary>
    [Range(0, long.MaxValue)]
    public long MaxChunks { get; set; } = 10_000_000;

    /// <summary>Most bytes of uploads. Default: 1 TiB.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBytes { get; set; } = 1L << 40;

    /// <summary>Searches and queries a minute; <see langword="null"/> for no limit. Default: no limit.</summary>
    [Range(0, int.MaxValue)]
    public int? QueriesPerMinute { get; set; }

    /// <summary>Uploads a minute; <see langword="null"/> for no limit. Default: no limit.</summary>
    [Range(0, int.MaxValue)]
    public int? UploadsPerMinute { get; set; }

    /// <summary>How long a generation that a re-index has replaced is kept for searches that had begun. Default: 10 s.
    /// </summary>
    public TimeSpan SwitchGrace { get; set; } = TimeSpan.FromSeconds(10);
}
