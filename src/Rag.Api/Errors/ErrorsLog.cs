namespace Rag.Api.Errors;

/// <summary>What the API says about failures.</summary>
internal static partial class ErrorsLog
{
    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed with {Code}")]
    public static partial void RequestFailed(
        this ILogger logger, Exception exception, string method, string route, string code);

    [LoggerMessage(
        StatusCodes.Status499ClientClosedRequest, LogLevel.Information, "499: the client left {Method} {Route}")]
    public static partial void ClientLeft(this ILogger logger, string method, string route);
}
