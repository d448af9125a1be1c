using System.Text.Json.Serialization;

namespace Rag.Api.Errors;

/// <summary>Body of every error: <c>application/problem+json</c> (RFC 9457) with a stable code.</summary>
internal sealed record ProblemBody
{
    /// <summary>URI of the kind of problem; <c>about:blank</c> where the status says it all.</summary>
    public required string Type { get; init; }

    /// <summary>The status in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong, the value, the limit and the remedy.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable and machine-readable, for instance <c>quota_exceeded</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Finds the request in logs and traces.</summary>
    public required string TraceId { get; init; }

    /// <summary>Whether the same request can succeed later.</summary>
    public required bool Retryable { get; init; }

    /// <summary>Whole seconds to wait before a retry, at least 1; absent if waiting does not help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfter { get; init; }

    /// <summary>Names of the rate limits that were hit; absent if none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("violated-policies")]
    public IReadOnlyList<string>? ViolatedPolicies { get; init; }
}
