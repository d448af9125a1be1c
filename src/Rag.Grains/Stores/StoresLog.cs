using Microsoft.Extensions.Logging;

namespace Rag.Grains.Stores;

/// <summary>Log messages of the stores' health.</summary>
internal static partial class StoresLog
{
    [LoggerMessage(LogLevel.Warning, "The vector store {Store} cannot be used: {Code}")]
    public static partial void StoreUnusable(this ILogger logger, Exception exception, string store, string code);
}
