namespace Rag.Api.Documents.Uploads;

/// <summary>What the API says about uploads.</summary>
internal static partial class UploadsLog
{
    [LoggerMessage(LogLevel.Warning, "Could not discard the blob {Blob} of a refused upload")]
    public static partial void DiscardFailed(this ILogger logger, Exception exception, string blob);
}
