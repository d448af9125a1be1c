using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Orleans.Storage;
using Rag.Grains.Interfaces;

namespace Rag.Api.Errors;

/// <summary>
/// The one place where exceptions become answers; what it does not know is a bug and says so without details.
/// </summary>
internal sealed class UnexpectedFailures(ILogger<UnexpectedFailures> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int status, Failure failure) = Judge(exception);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            logger.RequestFailed(exception, httpContext.Request.Method, RouteOf(httpContext), failure.Code);
        }

        await Problem.WriteAsync(httpContext, status, failure);
        return true;
    }

    private static (int Status, Failure Failure) Judge(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => With(
            StatusCodes.Status413PayloadTooLarge, FailureKind.TooLarge, "too_large",
            "The body is larger than the limit."),
        BadHttpRequestException bad => With(
            bad.StatusCode, FailureKind.Malformed, "malformed", $"The request is malformed: {bad.Message}"),
        TimeoutException or OperationCanceledException => Unavailable(
            "The service did not answer in time; the work may or may not have been done. Read before you repeat."),
        InconsistentStateException => Unavailable("Another call changed the same thing at the same time; repeat."),
        OrleansException => Unavailable("The service is at its limit, or a part of it is starting, stopping or lost."),
        DbException => Unavailable("The database does not answer."),
        _ => With(
            StatusCodes.Status500InternalServerError,
            FailureKind.Internal,
            "internal",
            "The service failed on this request. The trace id finds it in the logs."),
    };

    private static (int Status, Failure Failure) Unavailable(string message) =>
        (StatusCodes.Status503ServiceUnavailable, ApiFailures.Overloaded(message));

    private static (int Status, Failure Failure) With(int status, FailureKind kind, string code, string message) =>
        (status, new Failure { Kind = kind, Code = code, Message = message });

    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
}
