using Microsoft.Extensions.Logging;

namespace Rag.Grains.Collections;

/// <summary>Log messages of collections.</summary>
internal static partial class CollectionLog
{
    [LoggerMessage(LogLevel.Error, "Deleting the collection {Collection} failed; it will be tried again.")]
    public static partial void ErasureFailed(this ILogger logger, Exception exception, string collection);

    [LoggerMessage(LogLevel.Warning, "The re-index of the collection {Collection} was interrupted; it will go on.")]
    public static partial void ReindexInterrupted(this ILogger logger, Exception exception, string collection);

    [LoggerMessage(
        LogLevel.Error, "The re-index of the collection {Collection} to generation {Generation} is given up: {Code}.")]
    public static partial void ReindexGivenUp(this ILogger logger, string collection, int generation, string code);

    [LoggerMessage(
        LogLevel.Information, "The re-index of the collection {Collection} to generation {Generation} is {Status}.")]
    public static partial void ReindexEnded(
        this ILogger logger, string collection, int generation, string status);
}
