using System.Globalization;
using Rag.Grains.Interfaces;

namespace Rag.Api.RateLimiting;

/// <summary>The <c>RateLimit</c> and <c>RateLimit-Policy</c> headers of draft-ietf-httpapi-ratelimit-headers.</summary>
internal static class RateLimitHeaders
{
    /// <summary>Sets both; nothing without a limit.</summary>
    public static void Set(HttpResponse response, RateLimitState? limit)
    {
        if (limit is null) return;
        IFormatProvider invariant = CultureInfo.InvariantCulture;
        response.Headers["RateLimit-Policy"] =
            string.Create(invariant, $"\"{limit.Policy}\";q={limit.Quota};w={Seconds(limit.Window)}");
        response.Headers["RateLimit"] =
            string.Create(invariant, $"\"{limit.Policy}\";r={limit.Remaining};t={Seconds(limit.Reset)}");
    }

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
