using Rag.Grains.Interfaces;

namespace Rag.Api.Errors;

/// <summary>The expected failures that the HTTP side finds itself, worded once.</summary>
internal static class ApiFailures
{
    /// <summary>400.</summary>
    public static Failure Malformed(string message, string code = "malformed") =>
        Of(FailureKind.Malformed, code, message);

    /// <summary>404.</summary>
    public static Failure NotFound(string what, string id) =>
        Of(FailureKind.NotFound, "not_found", $"There is no {what} '{id}'.");

    /// <summary>413.</summary>
    public static Failure TooLarge(string what, long limit) =>
        Of(FailureKind.TooLarge, "too_large",
            $"{what} is larger than {limit:N0} bytes, the limit. Send less, or in parts.");

    /// <summary>415.</summary>
    public static Failure UnsupportedType(string message) =>
        Of(FailureKind.UnsupportedType, "unsupported_type", message);

    /// <summary>422.</summary>
    public static Failure Invalid(string message, string code = "invalid") =>
        Of(FailureKind.Unprocessable, code, message);

    /// <summary>422 for a part of the contract that this version does not do yet.</summary>
    public static Failure NotSupported(string what) =>
        Of(FailureKind.Unprocessable, "not_supported", $"{what} is not supported yet; leave it out.");

    /// <summary>
    /// 503 for an answer whose events are gone with the part of the service that made it: asking again helps, resuming
    /// does not.
    /// </summary>
    public static Failure AnswerLost() => Overloaded(
        "The part of the service that made this answer is gone; ask again.") with { Code = "answer_lost" };

    /// <summary>503 for calls whose outcome is unknown or that could not be taken.</summary>
    public static Failure Overloaded(string message) => new()
    {
        Kind = FailureKind.Overloaded,
        Code = "overloaded",
        Message = message,
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private static Failure Of(FailureKind kind, string code, string message) =>
        new() { Kind = kind, Code = code, Message = message };
}
