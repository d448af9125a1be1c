using Microsoft.Extensions.Logging;
using Rag.Pipeline;

namespace Rag.Grains.Stores;

/// <summary>Log messages about the stores.</summary>
internal static partial class StoresLog
{
    [LoggerMessage(LogLevel.Warning, "The vector store {Store} cannot be used: {Code}")]
    public static partial void StoreUnusable(this ILogger logger, Exception exception, string store, string code);

    [LoggerMessage(
        LogLevel.Warning,
        "What was deleted from {Index} has left its vectors in the vector store {Store}, which is not configured any "
            + "more: no search shows them, and only there they can be removed.")]
    public static partial void VectorsLeft(this ILogger logger, IndexId index, string store);
}
