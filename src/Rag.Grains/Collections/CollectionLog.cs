using Microsoft.Extensions.Logging;

namespace Rag.Grains.Collections;

/// <summary>Log messages of collections.</summary>
internal static partial class CollectionLog
{
    [LoggerMessage(LogLevel.Error, "Deleting the collection {Collection} failed; it will be tried again.")]
    public static partial void ErasureFailed(this ILogger logger, Exception exception, string collection);
}
