using Rag.Grains.Interfaces;

namespace Rag.Grains.Collections;

/// <summary>
/// A token bucket: it holds at most a minute's quota and fills evenly, so a burst may take the whole quota and the
/// average never exceeds it. Not thread-safe: its grain is.
/// </summary>
internal sealed class RateLimit(string policy, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private double _tokens = double.NaN;
    private long _filledAt;

    /// <summary>Takes one, if there is one; <see langword="null"/> for a collection without this limit.</summary>
    public (bool Admitted, RateLimitState? State) Take(int? perMinute)
    {
        if (perMinute is not { } quota) return (true, null);
        Fill(quota);
        bool admitted = _tokens >= 1;
        if (admitted) _tokens -= 1;
        return (admitted, State(quota));
    }

    /// <summary>The refusal that goes with a state.</summary>
    public static Failure Refuse(RateLimitState state) => new()
    {
        Kind = FailureKind.RateLimited,
        Code = "rate_limited",
        Message = $"The collection allows {state.Quota} {state.Policy} a minute and they are used up. " +
            "Wait as long as Retry-After says, or raise the collection's limits.",
        RetryAfter = state.Quota == 0 ? Window : TimeSpan.FromSeconds(Window.TotalSeconds / state.Quota),
        Limit = state,
    };

    private void Fill(int quota)
    {
        long now = time.GetTimestamp();
        _tokens = double.IsNaN(_tokens)
            ? quota
            : Math.Min(quota, _tokens + (quota * (time.GetElapsedTime(_filledAt, now) / Window)));
        _filledAt = now;
    }

    private RateLimitState State(int quota) => new(
        policy,
        quota,
        Window,
        (int)_tokens,
        quota == 0 ? Window : TimeSpan.FromSeconds(Window.TotalSeconds * (quota - _tokens) / quota));
}
