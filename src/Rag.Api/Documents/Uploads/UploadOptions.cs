using System.ComponentModel.DataAnnotations;

namespace Rag.Api.Documents.Uploads;

/// <summary>Limits of uploads (section <c>Rag:Uploads</c>).</summary>
public sealed class UploadOptions
{
    /// <summary>Largest file in bytes. Default: 50 MB (52,428,800). Range: 1 KB..4 GB.</summary>
    [Range(1L << 10, 4L << 30)]
    public long MaxUploadBytes { get; set; } = 50L << 20;

    /// <summary>
    /// Largest JSON body of <c>text</c>, <c>chunks[]</c> or a batch, in bytes; it is held in memory, a file is not.
    /// Never more than <see cref="MaxUploadBytes"/>. Default: 32 MB. Range: 1 KB..256 MB.
    /// </summary>
    [Range(1L << 10, 256L << 20)]
    public long MaxJsonBytes { get; set; } = 32L << 20;

    /// <summary>Most documents of a batch. Default: 100. Range: 1..10,000.</summary>
    [Range(1, 10_000)]
    public int MaxBatch { get; set; } = 100;
}
