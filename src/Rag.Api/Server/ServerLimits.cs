using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Rag.Api.Documents.Uploads;

namespace Rag.Api.Server;

/// <summary>Brings the limits to Kestrel.</summary>
internal static class ServerLimits
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Requests are counted in metrics; a line for each of thousands a second would cost more than they do.
    /// </summary>
    public static void AddQuietLogs(this ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

    /// <summary>Adds the options and applies them.</summary>
    public static IServiceCollection AddServerLimits(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<ServerOptions>()
            .Bind(section.GetSection("Server")).ValidateDataAnnotations();
        services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ServerOptions>, IOptions<UploadOptions>>(static (kestrel, server, uploads) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = server.Value.MaxRequestHeadersSize;
            kestrel.Limits.MaxConcurrentConnections = server.Value.MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            var slowest = new MinDataRate(server.Value.MinBytesPerSecond, GracePeriod);
            kestrel.Limits.MinRequestBodyDataRate = slowest;
            kestrel.Limits.MinResponseDataRate = slowest;
            // The endpoints enforce their own, lower limits. A body up to twice an upload is still drained after a
            // refusal, so that its sender can read the 413 instead of seeing a reset connection.
            kestrel.Limits.MaxRequestBodySize = 2 * uploads.Value.MaxUploadBytes;
        });
        return services;
    }
}
