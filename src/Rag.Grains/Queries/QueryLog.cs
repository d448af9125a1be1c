using Microsoft.Extensions.Logging;

namespace Rag.Grains.Queries;

/// <summary>Log messages of queries: ids and codes, never text.</summary>
internal static partial class QueryLog
{
    [LoggerMessage(LogLevel.Error, "Query {Query} has failed.")]
    public static partial void QueryFailed(this ILogger logger, Exception exception, string query);

    [LoggerMessage(LogLevel.Warning, "The stream of query {Query} is lost; its readers go on from the log.")]
    public static partial void StreamIsLost(this ILogger logger, Exception exception, string query);
}
