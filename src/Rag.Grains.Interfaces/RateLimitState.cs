namespace Rag.Grains.Interfaces;

/// <summary>A rate limit as the caller sees it (<c>RateLimit</c> and <c>RateLimit-Policy</c> headers).</summary>
/// <param name="Policy">Name of the limit, for instance <c>queries</c>.</param>
/// <param name="Quota">Requests a window.</param>
/// <param name="Window">Length of the window.</param>
/// <param name="Remaining">Requests left now.</param>
/// <param name="Reset">Until the quota is whole again.</param>
[GenerateSerializer, Immutable, Alias("rag.rate-limit")]
public sealed record RateLimitState(
    [property: Id(0)] string Policy,
    [property: Id(1)] int Quota,
    [property: Id(2)] TimeSpan Window,
    [property: Id(3)] int Remaining,
    [property: Id(4)] TimeSpan Reset);
