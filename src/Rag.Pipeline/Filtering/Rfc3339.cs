using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Pipeline.Filtering;

/// <summary>
/// Reads the dates and times of RFC 3339, section 5.6; lower-case <c>t</c> and <c>z</c> and a blank are allowed there.
/// </summary>
internal static partial class Rfc3339
{
    /// <summary>Reads a full-date or a date-time.</summary>
    public static bool TryRead(string text, out Instant instant)
    {
        instant = default;
        if (text.Length is < 10 or > 40 || !char.IsAsciiDigit(text[0])) return false;
        Match match = Pattern().Match(text);
        if (!match.Success || !TryDate(match, out DateTime date)) return false;
        if (!match.Groups["time"].Success)
        {
            instant = FromUtc(date);
            return true;
        }

        int hour = Number(match, "hour"), minute = Number(match, "minute"), second = Number(match, "second");
        int offsetHour = Number(match, "offsetHour"), offsetMinute = Number(match, "offsetMinute");
        // Second 60 is a leap second: it exists in the grammar and is counted as the next second's beginning.
        if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
        long micros = FromUtc(date).Microseconds
            + (((hour * 60L) + minute) * 60L + second) * 1_000_000L + Fraction(match.Groups["fraction"].ValueSpan);
        long offset = ((offsetHour * 60L) + offsetMinute) * 60L * 1_000_000L;
        instant = new Instant(match.Groups["sign"].ValueSpan is "-" ? micros + offset : micros - offset);
        return true;
    }

    private static bool TryDate(Match match, out DateTime date)
    {
        int year = Number(match, "year"), month = Number(match, "month"), day = Number(match, "day");
        bool valid = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = valid ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) : default;
        return valid;
    }

    private static Instant FromUtc(DateTime utc) =>
        new((utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static long Fraction(ReadOnlySpan<char> digits)
    {
        long micros = 0;
        for (int i = 0; i < 6; i++) micros = (micros * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return micros;
    }

    [GeneratedRegex(
        @"\A(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})" +
        @"(?<time>[Tt ](?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(\.(?<fraction>\d+))?" +
        @"([Zz]|(?<sign>[+-])(?<offsetHour>\d{2}):(?<offsetMinute>\d{2})))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
