using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Rag.Pipeline.Parsing;

/// <summary>Limits of parsing. Every one of them ends a single file, never a process that serves others.</summary>
public sealed class ParsingOptions
{
    /// <summary>
    /// Wall time for one file. Range: 1 second to 1 hour. Default: 60 seconds. Beyond it: <c>timeout</c>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory of one child process. Mebibytes, 64..16,384. Default: 512.</summary>
    [Range(64, 16_384)]
    public int MaxMemoryMegabytes { get; set; } = 512;

    /// <summary>
    /// Extracted text of one file. UTF-16 units, 1,000..200,000,000. Default: 20,000,000. Beyond: <c>too_large</c>.
    /// </summary>
    [Range(1_000, 200_000_000)]
    public int MaxTextLength { get; set; } = 20_000_000;

    /// <summary>
    /// Pages of a PDF, slides of a presentation. Range: 1..1,000,000. Default: 10,000. Beyond: <c>too_large</c>.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxPageCount { get; set; } = 10_000;

    /// <summary>
    /// Columns of a CSV file, filled cells of a sheet's row. Range: 1..100,000. Default: 2,000.
    /// Beyond: <c>too_large</c>.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxColumnCount { get; set; } = 2_000;

    /// <summary>
    /// One field of a CSV file, one cell of a sheet. UTF-16 units, 100..10,000,000. Default: 100,000.
    /// Beyond: <c>too_large</c>.
    /// </summary>
    [Range(100, 10_000_000)]
    public int MaxFieldLength { get; set; } = 100_000;

    /// <summary>
    /// Cells of a workbook, and different texts in it. Range: 1..100,000,000. Default: 2,000,000.
    /// Beyond: <c>too_large</c>.
    /// </summary>
    [Range(1, 100_000_000)]
    public int MaxCellCount { get; set; } = 2_000_000;

    /// <summary>
    /// Entries of a ZIP container (an Office file, for instance). Range: 10..1,000,000. Default: 10,000.
    /// Beyond: <c>too_large</c>.
    /// </summary>
    [Range(10, 1_000_000)]
    public int MaxArchiveEntryCount { get; set; } = 10_000;

    /// <summary>
    /// Bytes of a ZIP container after inflation, counted while inflating. Range: 1,000,000..4,000,000,000.
    /// Default: 300,000,000. Beyond: <c>too_large</c>.
    /// </summary>
    [Range(1_000_000L, 4_000_000_000L)]
    public long MaxArchiveSizeBytes { get; set; } = 300_000_000;

    /// <summary>
    /// How many times larger a ZIP container may get by inflation, looked at from 10 MB on. Range: 10..10,000.
    /// Default: 200. Beyond: <c>too_large</c>.
    /// </summary>
    [Range(10, 10_000)]
    public int MaxArchiveRatio { get; set; } = 200;

    /// <summary>Child processes that parse at the same time. Range: 1..64. Default: 2.</summary>
    [Range(1, 64)]
    public int WorkerCount { get; set; } = 2;

    /// <summary>
    /// Files after which a child process is replaced by a fresh one. Range: 1..100,000. Default: 200.
    /// </summary>
    [Range(1, 100_000)]
    public int FilesPerWorker { get; set; } = 200;

    /// <summary>
    /// The child's <c>rag-parser.dll</c>. Default: <see langword="null"/>, which means <c>parser/rag-parser.dll</c>
    /// beside
    /// the host.
    /// </summary>
    public string? ParserPath { get; set; }

    /// <summary>
    /// Folder of poppler's <c>pdftotext</c>, <c>pdftohtml</c> and <c>pdfinfo</c>. Default: <see langword="null"/>,
    /// which means the search path.
    /// </summary>
    public string? PopplerDirectory { get; set; }
}

[OptionsValidator]
internal sealed partial class ParsingOptionsValidator : IValidateOptions<ParsingOptions>;
