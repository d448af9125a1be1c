using System.Globalization;

namespace Rag.Fakes.Qdrant;

/// <summary>So many operations a minute, refilled evenly.</summary>
internal sealed class TokenBucket(string what, long perMinute, TimeProvider clock)
{
    private double _tokens = perMinute;
    private long _at = clock.GetTimestamp();

    public void Take(int cost)
    {
        if (cost > perMinute)
        {
            throw new Refusal(
                429,
                $"Rate limiting exceeded: {what} rate limit exceeded, request larger than rate limiter capacity, " +
                "please try to split your request");
        }

        _tokens = Math.Min(perMinute, _tokens + (clock.GetElapsedTime(_at).TotalMinutes * perMinute));
        _at = clock.GetTimestamp();
        if (_tokens >= cost)
        {
            _tokens -= cost;
            return;
        }

        string seconds = Math.Ceiling((cost - _tokens) * 60 / perMinute).ToString(CultureInfo.InvariantCulture);
        throw new Refusal(
            429,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Rate limiting exceeded: {what} rate limit exceeded: Operation requires {cost} tokens but only " +
                $"{Math.Floor(_tokens):0.0} were available. Retry after {seconds}s"),
            seconds);
    }
}
