using Microsoft.Extensions.Logging;

namespace Rag.Grains.Queries;

/// <summary>Log messages of queries: ids and codes, never text.</summary>
internal static partial class QueryLog
{
    [LoggerMessage(LogLevel.Error, "Query {Query} has failed.")]
    public static partial void QueryFailed(this ILogger logger, Exception exception, string query);
}
