using System.Globalization;
using System.Net.Http.Headers;

namespace Rag.ModelProviders.Connections;

/// <summary>
/// Reads when a server wants to be asked again: <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds (fractions
/// too) or as an HTTP date.
/// </summary>
internal static class RetryAfterHeader
{
    /// <summary>Whatever a server asks for, nobody is told to wait longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// The wait, 0..<see cref="Longest"/>; <see langword="null"/> if none is asked for in a known form.
    /// </summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (FirstOf(headers, "retry-after-ms") is { } milliseconds && TryReadNumber(milliseconds, out double ms))
            return Clamp(ms / 1_000);
        if (FirstOf(headers, "Retry-After") is not { } text) return null;
        if (TryReadNumber(text, out double seconds)) return Clamp(seconds);
        return DateTimeOffset.TryParseExact(
            text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? Clamp((date - now).TotalSeconds)
            : null;
    }

    private static string? FirstOf(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.FirstOrDefault()?.Trim() : null;

    private static bool TryReadNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && !double.IsNaN(number);

    private static TimeSpan Clamp(double seconds) => seconds >= Longest.TotalSeconds
        ? Longest
        : TimeSpan.FromSeconds(Math.Max(0, seconds));
}
