using System.ComponentModel.DataAnnotations;

namespace Rag.Api.Server;

/// <summary>Limits of the HTTP server (section <c>Rag:Server</c>).</summary>
public sealed class ServerOptions
{
    /// <summary>All request headers together, in bytes. Default: 32 KB. Range: 1 KB..1 MB.</summary>
    [Range(1 << 10, 1 << 20)]
    public int MaxRequestHeadersSize { get; set; } = 32 << 10;

    /// <summary>Slowest upload and download that is borne, in bytes a second; guards against clients that trickle.
    /// Default: 240. Range: 1..1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MinBytesPerSecond { get; set; } = 240;

    /// <summary>Most open connections. Default: 10,000. Range: 1..1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;
}
