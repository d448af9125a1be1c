using Rag.Grains.Interfaces;

namespace Rag.Api.Errors;

/// <summary>Makes every error a problem document.</summary>
internal static class ErrorsRegistration
{
    /// <summary>Adds the exception handler.</summary>
    public static IServiceCollection AddErrors(this IServiceCollection services) =>
        services.AddExceptionHandler<UnexpectedFailures>();

    /// <summary>
    /// Catches exceptions, notes clients that left, and gives a body to errors that have none (404, 405).
    /// </summary>
    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // All exceptions are handled by the IExceptionHandler; the middleware insists on a fallback.
            ExceptionHandler = static _ => Task.CompletedTask,
            SuppressDiagnosticsCallback = static _ => true,
        });
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Rag.Api.Errors");
        app.Use(next => context => InvokeAsync(next, context, logger));
    }

    private static async Task InvokeAsync(RequestDelegate next, HttpContext context, ILogger logger)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (
            context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            string route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            logger.ClientLeft(context.Request.Method, route);
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        HttpResponse response = context.Response;
        if (response.StatusCode >= StatusCodes.Status400BadRequest && !response.HasStarted
            && response.ContentType is null && response.ContentLength is null)
        {
            await Problem.WriteAsync(context, response.StatusCode, Describe(context));
        }
    }

    private static Failure Describe(HttpContext context)
    {
        string target = $"{context.Request.Method} {context.Request.Path.Value}";
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Of(
                FailureKind.NotFound, "route_not_found",
                $"There is no route '{target}'; see /docs for those that are."),
            StatusCodes.Status405MethodNotAllowed => Of(
                FailureKind.Malformed,
                "method_not_allowed",
                $"'{target}' is not allowed; allowed: {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => ApiFailures.UnsupportedType(
                $"The content type '{context.Request.ContentType}' is not taken here."),
            int status => Of(FailureKind.Malformed, "malformed", $"{FailureStatus.Title(status)}."),
        };
    }

    private static Failure Of(FailureKind kind, string code, string message) =>
        new() { Kind = kind, Code = code, Message = message };
}
