using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Rag.Api.Json;
using Rag.Api.OpenAI;
using Rag.Api.RateLimiting;
using Rag.Api.Server;
using Rag.Grains.Interfaces;

namespace Rag.Api.Errors;

/// <summary>A failure as an HTTP answer.</summary>
internal sealed class Problem(Failure failure) : IResult
{
    /// <summary>Media type of errors.</summary>
    public const string ContentType = "application/problem+json";

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    /// <summary>The failure.</summary>
    public Failure Failure => failure;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) =>
        WriteAsync(httpContext, FailureStatus.Of(failure.Kind), failure);

    /// <summary>Writes a failure with a status that may be finer than its kind's.</summary>
    public static Task WriteAsync(HttpContext context, int status, Failure failure)
    {
        HttpResponse response = context.Response;
        bool isOpenAI = OpenAIError.IsSpokenAt(context.Request.Path);
        response.StatusCode = isOpenAI ? OpenAIError.StatusOf(status) : status;
        SecurityHeaders.Set(response);
        int? retryAfter = RetryAfterSeconds(status, failure);
        if (retryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        RateLimitHeaders.Set(response, failure.Limit);
        byte[] bytes = isOpenAI
            ? JsonSerializer.SerializeToUtf8Bytes(OpenAIError.Of(status, failure), JsonTypes.Of<OpenAIErrorBody>())
            : JsonSerializer.SerializeToUtf8Bytes(
                Describe(context, status, failure, retryAfter), JsonTypes.Of<ProblemBody>());
        if (isOpenAI) OpenAIError.SetRequestId(context);
        response.ContentType = isOpenAI ? "application/json" : ContentType;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, CancellationToken.None).AsTask();
    }

    private static ProblemBody Describe(HttpContext context, int status, Failure failure, int? retryAfter) => new()
    {
        Type = FailureStatus.Type(status),
        Title = FailureStatus.Title(status),
        Status = status,
        Detail = failure.Message,
        Code = failure.Code,
        TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        Retryable = FailureStatus.IsRetryable(failure),
        RetryAfter = retryAfter,
        ViolatedPolicies = failure.Limit is { } limit ? [limit.Policy] : null,
    };

    /// <summary>Rounded up: a client that waits exactly so long must not be refused again.</summary>
    private static int? RetryAfterSeconds(int status, Failure failure)
    {
        bool isPromised = status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
        TimeSpan? wait = failure.RetryAfter ?? (isPromised ? ShortestRetry : null);
        return wait is { } time ? (int)Math.Max(1, Math.Ceiling(time.TotalSeconds)) : null;
    }
}
