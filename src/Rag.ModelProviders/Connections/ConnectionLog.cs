using Microsoft.Extensions.Logging;

namespace Rag.ModelProviders.Connections;

/// <summary>Log messages about model servers: names, codes and times, never keys or texts.</summary>
internal static partial class ConnectionLog
{
    [LoggerMessage(LogLevel.Information, "{Server}: {Code}; attempt {Retry} failed, the next follows after {Delay}.")]
    public static partial void CallRepeated(
        this ILogger logger, string server, string code, int retry, TimeSpan delay);

    [LoggerMessage(LogLevel.Warning, "{Server} has failed too often in a row; it is left alone for {OpenTime}.")]
    public static partial void CircuitOpened(this ILogger logger, string server, TimeSpan openTime);
}
