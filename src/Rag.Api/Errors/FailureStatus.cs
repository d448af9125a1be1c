using System.Collections.Frozen;
using Microsoft.AspNetCore.WebUtilities;
using Rag.Grains.Interfaces;

namespace Rag.Api.Errors;

/// <summary>The one table from the kind of a failure to its HTTP status and back.</summary>
internal static class FailureStatus
{
    private static readonly FrozenDictionary<FailureKind, int> Statuses = new Dictionary<FailureKind, int>
    {
        [FailureKind.Malformed] = StatusCodes.Status400BadRequest,
        [FailureKind.Forbidden] = StatusCodes.Status403Forbidden,
        [FailureKind.NotFound] = StatusCodes.Status404NotFound,
        [FailureKind.Conflict] = StatusCodes.Status409Conflict,
        [FailureKind.TooLarge] = StatusCodes.Status413PayloadTooLarge,
        [FailureKind.UnsupportedType] = StatusCodes.Status415UnsupportedMediaType,
        [FailureKind.Unprocessable] = StatusCodes.Status422UnprocessableEntity,
        [FailureKind.RateLimited] = StatusCodes.Status429TooManyRequests,
        [FailureKind.Internal] = StatusCodes.Status500InternalServerError,
        [FailureKind.ProviderError] = StatusCodes.Status502BadGateway,
        [FailureKind.Overloaded] = StatusCodes.Status503ServiceUnavailable,
        [FailureKind.ProviderTimeout] = StatusCodes.Status504GatewayTimeout,
        [FailureKind.DiskFull] = StatusCodes.Status507InsufficientStorage,
    }.ToFrozenDictionary();

    /// <summary>The status of a kind of failure.</summary>
    public static int Of(FailureKind kind) => Statuses[kind];

    /// <summary>The status in words.</summary>
    public static string Title(int status) =>
        ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";

    /// <summary>URI of the kind of problem.</summary>
    public static string Type(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => "https://iana.org/assignments/http-problem-types#quota-exceeded",
        StatusCodes.Status503ServiceUnavailable =>
            "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity",
        _ => "about:blank",
    };

    /// <summary>Whether the same request can succeed later.</summary>
    public static bool IsRetryable(Failure failure) =>
        failure.RetryAfter is not null
        || failure.Kind is FailureKind.RateLimited or FailureKind.Overloaded or FailureKind.ProviderTimeout;
}
