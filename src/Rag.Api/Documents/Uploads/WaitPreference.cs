using System.Globalization;
using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>How long a caller will wait for the end of ingestion: <c>?wait=30</c> or <c>Prefer: wait=30</c>.</summary>
internal static class WaitPreference
{
    private const int MaxSeconds = 300;

    /// <summary>Below the 30 s after which a grain call is given up.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Reads it; zero if nobody waits. A preference that makes no sense is ignored, a parameter is not.
    /// </summary>
    public static bool TryRead(HttpRequest request, out TimeSpan wait, out Failure? failure)
    {
        failure = null;
        wait = TimeSpan.Zero;
        if (request.Query["wait"] is [{ Length: > 0 } text, ..])
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds))
            {
                failure = ApiFailures.Malformed($"'wait' is '{text}'; it must be a whole number of seconds.");
                return false;
            }

            if (seconds is < 0 or > MaxSeconds)
            {
                failure = ApiFailures.Invalid($"'wait' is {seconds}; it must be 0..{MaxSeconds} seconds.");
                return false;
            }

            wait = TimeSpan.FromSeconds(seconds);
            return true;
        }

        foreach (string preference in request.Headers["Prefer"]
            .SelectMany(static value => (value ?? "").Split(',', ';')))
        {
            string[] pair = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair is ["wait", { } value]
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
            {
                wait = TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));
            }
        }

        return true;
    }

    /// <summary>Waits in slices that each fit in one grain call.</summary>
    public static async Task<Outcome<DocumentInfo>> WaitAsync(
        IDocumentGrain document, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            TimeSpan left = wait - time.GetElapsedTime(start);
            Outcome<DocumentInfo> now = await document.WaitAsync(
                left < LongestCall ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : LongestCall, cancellationToken);
            if (now.Value is not { } info || DocumentStatus.IsFinal(info.Status)) return now;
            if (info.Status == DocumentStatus.Deleting || time.GetElapsedTime(start) >= wait) return now;
        }
    }
}
