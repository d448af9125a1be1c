using System.Globalization;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>
/// Shows days since 1900 (or 1904) as a date, a time or a duration, as far as a format shows their parts.
/// </summary>
/// <param name="Format">.NET's format; <see langword="null"/> for a duration.</param>
/// <param name="StartsIn1904">Whether days count from 1904.</param>
internal sealed record SerialDate(string? Format, bool StartsIn1904)
{
    private const int DaysTo1904 = 1462;

    // Excel takes 1900 for a leap year, as Lotus did; up to its 29 February, numbers are one too small for .NET.
    private const int FalseLeapDay = 60;
    private const double EndOfDates = 2_958_466;

    /// <summary>Whether and how a section shows dates; <see langword="null"/> if it shows numbers or text.</summary>
    public static SerialDate? Find(FormatSection section, bool startsIn1904)
    {
        string symbols = section.Symbols;
        if (symbols.Contains("general", StringComparison.Ordinal) || symbols.Contains('@', StringComparison.Ordinal))
            return null;
        if (symbols.Contains('[', StringComparison.Ordinal))
            return new(null, startsIn1904);
        bool hasYear = symbols.AsSpan().ContainsAny('y', 'e'), hasDay = symbols.Contains('d', StringComparison.Ordinal);
        bool hasHour = symbols.Contains('h', StringComparison.Ordinal);
        bool hasSecond = symbols.Contains('s', StringComparison.Ordinal);
        bool hasM = symbols.Contains('m', StringComparison.Ordinal);
        bool hasTime = hasHour || hasSecond;
        if (!hasYear && !hasDay && !hasTime && !hasM)
            return null;
        string date = hasDay || (hasM && !hasYear && !hasTime) ? "yyyy-MM-dd"
            : !hasYear ? ""
            : hasM ? "yyyy-MM" : "yyyy";
        string time = !hasTime ? "" : hasSecond ? "HH:mm:ss" : "HH:mm";
        return new($"{date} {time}".Trim(), startsIn1904);
    }

    /// <summary>What a cell shows; <see langword="null"/> if the number is no date.</summary>
    public string? TryShow(double serial)
    {
        if (serial is not (>= 0 and < EndOfDates))
            return null;
        if (Format is null)
        {
            long seconds = (long)Math.Round(serial * 86_400);
            return string.Create(
                CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        }
        double days = StartsIn1904 ? serial + DaysTo1904 : serial < FalseLeapDay ? serial + 1 : serial;
        DateTime moment = new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86_400));
        return moment.ToString(Format, CultureInfo.InvariantCulture);
    }
}
