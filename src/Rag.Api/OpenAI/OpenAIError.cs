using System.Diagnostics;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>Failures in the shape and with the statuses that OpenAI's clients know.</summary>
internal static class OpenAIError
{
    private const string BudgetExceeded = "budget_exceeded";

    /// <summary>Type and code; OpenAI's clients tell by it that trying again at once is of no use.</summary>
    private const string InsufficientQuota = "insufficient_quota";

    private static readonly PathString[] Paths = ["/v1/chat/completions", "/v1/embeddings", "/v1/models"];

    /// <summary>Whether errors of this path are OpenAI's; a wrong method and a crash there are, too.</summary>
    public static bool IsSpokenAt(PathString path) => Array.Exists(Paths, known => path.StartsWithSegments(known));

    /// <summary>The status that OpenAI would answer with: it has no 422.</summary>
    public static int StatusOf(int status) =>
        status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : status;

    /// <summary>The body.</summary>
    public static OpenAIErrorBody Of(int status, Failure failure) => new(new OpenAIErrorDetail(
        failure.Message,
        status switch
        {
            _ when failure.Code == BudgetExceeded => InsufficientQuota,
            StatusCodes.Status429TooManyRequests => "requests",
            >= StatusCodes.Status500InternalServerError => "server_error",
            _ => "invalid_request_error",
        },
        Param: null,
        failure.Code switch
        {
            "not_found" => "model_not_found",
            "rate_limited" => "rate_limit_exceeded",
            BudgetExceeded => InsufficientQuota,
            string code => code,
        }));

    /// <summary>The id by which OpenAI's clients name a request; it finds it in logs and traces.</summary>
    public static void SetRequestId(HttpContext context) => context.Response.Headers["x-request-id"] =
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
