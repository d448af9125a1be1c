using System.Globalization;
using System.Net.Http.Headers;

namespace Rag.Stores.Http;

/// <summary>How long to wait before a request is sent again.</summary>
internal static class RetryPause
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);

    /// <summary>What the server asked for: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds (also fractions) or
    /// as an HTTP date; <see langword="null"/> if it said nothing that can be understood. Never negative.</summary>
    public static TimeSpan? Asked(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Number(headers, "retry-after-ms") is { } milliseconds) return Bounded(milliseconds / 1_000);
        if (Number(headers, "Retry-After") is { } seconds) return Bounded(seconds);
        if (headers.RetryAfter?.Date is { } date) return date > now ? date - now : TimeSpan.Zero;
        return null;
    }

    /// <summary>Doubling from 0.2 s, with up to half of it taken away by chance so that many callers spread.</summary>
    /// <param name="attempt">1 after the first attempt failed.</param>
    /// <param name="chance">0..1, by chance.</param>
    /// <param name="longest">The bound.</param>
    public static TimeSpan Jittered(int attempt, double chance, TimeSpan longest)
    {
        TimeSpan pause = First * Math.Pow(2, attempt - 1);
        if (pause > longest) pause = longest;
        return pause * (1 - (chance / 2));
    }

    private static TimeSpan Bounded(double seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(1).TotalSeconds));

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : null;
}
