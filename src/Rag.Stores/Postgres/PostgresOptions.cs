using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Rag.Stores.Postgres;

/// <summary>Settings of everything on PostgreSQL (section <c>Rag:Postgres</c>).</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// Where the database is, as Npgsql reads it, for instance <c>Host=db;Database=rag;Username=rag;Password=…</c>.
    /// No default: without one nothing here is used. What it says of pooling and time-outs wins over the options below.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Whether a host brings the tables up to date when it starts. Default <see langword="true"/>. Where it is
    /// <see langword="false"/>, somebody else runs <c>docker/postgres</c> or a host that may, and a host that finds an
    /// older state stops.
    /// </summary>
    public bool Migrate { get; set; } = true;

    /// <summary>How long one statement may run, 1 s..1 h. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long opening a connection may take, waiting for a free one included, 1 s..5 min. Default
    /// 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most connections of this process, 2..1,000. Default 40. All hosts together must stay below the
    /// server's <c>max_connections</c>.</summary>
    [Range(2, 1_000)]
    public int MaxConnections { get; set; } = 40;

    /// <summary>How often a statement that failed for a moment (deadlock, serialization, lost connection) is tried in
    /// all, 1..10. Default 4; the waits between them double from 50 ms, with jitter.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>
    /// Keyword indexes kept in memory by this process, in MiB, 0..1,048,576. Default 1,024, about 700,000 passages. The
    /// least recently searched are let go beyond it; searches of a collection that alone is larger run in the database,
    /// and with 0 those of all.
    /// </summary>
    [Range(0, 1_048_576)]
    public int KeywordMemoryMegabytes { get; set; } = 1_024;

    /// <summary>Vectors up to which an index is searched row by row, exactly, 0..1,000,000. Default 5,000; above it the
    /// HNSW index finds them, nearly all.</summary>
    [Range(0, 1_000_000)]
    public int ExactVectors { get; set; } = 5_000;
}

/// <summary>Checks the ranges above at start.</summary>
[OptionsValidator]
internal sealed partial class PostgresOptionsValidator : IValidateOptions<PostgresOptions>;
