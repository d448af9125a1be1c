namespace Rag.Api.Queries;

/// <summary>What the API says about queries.</summary>
internal static partial class QueriesLog
{
    [LoggerMessage(LogLevel.Warning, "Could not cancel the query {Query} of a client that left")]
    public static partial void CancelFailed(this ILogger logger, Exception exception, string query);
}
