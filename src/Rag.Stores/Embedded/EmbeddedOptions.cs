using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Rag.Stores.Embedded;

/// <summary>Settings of the embedded stores. Every one has a default that works.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>The data directory: <c>rag.db</c>, <c>vectors/</c>, <c>blobs/</c> and <c>lock</c>. Default <c>data</c>,
    /// relative to the working directory. One process at a time may open it; it must lie on a local disk.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; set; } = "data";

    /// <summary>Passages kept in memory in front of the database, in MiB, 0..65,536. Default 64; 0 keeps
    /// none.</summary>
    [Range(0, 65_536)]
    public int ChunkCacheMegabytes { get; set; } = 64;

    /// <summary>Keyword indexes kept in memory, in MiB, 16..1,048,576. Default 1,024, about a million passages. The
    /// least recently searched are let go beyond it and read again when they are searched.</summary>
    [Range(16, 1_048_576)]
    public int KeywordMemoryMegabytes { get; set; } = 1_024;

    /// <summary>Vector codes and graphs kept in memory, in MiB, 16..1,048,576. Default 1,024, about 1.7 million vectors
    /// of 384 dimensions. The least recently used indexes are let go beyond it and read again when they are
    /// used.</summary>
    [Range(16, 1_048_576)]
    public int VectorMemoryMegabytes { get; set; } = 1_024;

    /// <summary>Vectors from which on an index is searched through a graph, which finds .99 of the nearest and looks at
    /// a few thousand of them; below it the search is exact. 0..100,000,000. Default 20,000, where both take as long;
    /// 0 for no graphs. Indexes with the metric <c>dot</c> have none.</summary>
    [Range(0, 100_000_000)]
    public int VectorGraphThreshold { get; set; } = 20_000;

    /// <summary>Threads that link vectors into graphs in the background, 1..1,024. Default half of the processors.
    /// Until a vector is linked it is scanned exactly.</summary>
    [Range(1, 1_024)]
    public int VectorGraphThreads { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Whether indexes of 1,000 passages and more are read after the start, the largest first, as far as the
    /// memory above allows; else each is read by its first search. Default <see langword="true"/>.</summary>
    public bool WarmUp { get; set; } = true;

    /// <summary>Writes that may wait for the disk before further ones are refused, 16..1,000,000. Default
    /// 10,000.</summary>
    [Range(16, 1_000_000)]
    public int MaxQueuedWrites { get; set; } = 10_000;

    /// <summary>Uploads that may be under way at a time, 1..100,000. Default 4,096.</summary>
    [Range(1, 100_000)]
    public int MaxOpenUploads { get; set; } = 4_096;

    /// <summary>Largest size of <c>rag.db</c> in MiB, 1..67,108,864. Default 67,108,864: only the disk limits it.
    /// Beyond it writes answer <c>disk_full</c> and reads go on.</summary>
    [Range(1, 67_108_864)]
    public long MaxDatabaseMegabytes { get; set; } = 67_108_864;
}

/// <summary>Checks the ranges above at start.</summary>
[OptionsValidator]
internal sealed partial class EmbeddedOptionsValidator : IValidateOptions<EmbeddedOptions>;
