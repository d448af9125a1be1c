using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains;

/// <summary>The expected failures of grains, worded once.</summary>
internal static class Failures
{
    public static Failure NotFound(string what, string id) => new()
    {
        Kind = FailureKind.NotFound,
        Code = "not_found",
        Message = $"There is no {what} '{id}'.",
    };

    public static Failure Invalid(string message, string code = "invalid") => new()
    {
        Kind = FailureKind.Unprocessable,
        Code = code,
        Message = message,
    };

    public static Failure Conflict(string code, string message) => new()
    {
        Kind = FailureKind.Conflict,
        Code = code,
        Message = message,
    };

    public static Failure Quota(string message) => new()
    {
        Kind = FailureKind.Forbidden,
        Code = "quota_exceeded",
        Message = message,
    };

    /// <summary>The silo leaves before the work is done; the same request succeeds elsewhere.</summary>
    public static Failure Stopping() => new()
    {
        Kind = FailureKind.Overloaded,
        Code = "stopping",
        Message = "The part of the service that worked on this is being stopped; ask again in a moment.",
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>A failure of the outside world as data.</summary>
    public static Failure Of(StoreException exception) => new()
    {
        Kind = exception.Code == "disk_full" ? FailureKind.DiskFull
            : exception.IsTransient ? FailureKind.Overloaded
            : FailureKind.ProviderError,
        Code = exception.Code,
        Message = exception.Message,
        RetryAfter = exception.IsTransient ? exception.RetryAfter ?? TimeSpan.FromSeconds(1) : null,
    };

    /// <summary>A failure of a model as data.</summary>
    public static Failure Of(ModelException exception) => new()
    {
        Kind = exception.Code == "provider_timeout" ? FailureKind.ProviderTimeout : FailureKind.ProviderError,
        Code = exception.Code,
        Message = exception.Message,
        RetryAfter = exception.RetryAfter,
    };
}
