using System.Globalization;

namespace Rag.Pipeline.Parsing.Xlsx;

/// <summary>
/// Shows a number as its cell does: decimals, thousands, percent, currency. Dates and times are shown as ISO 8601
/// writes them, as far as the format shows their parts: a short date means one day in Paris and another in Boston.
/// Fractions, conditions and what .NET cannot show are shown as plain numbers.
/// </summary>
internal sealed class NumberFormat
{
    private readonly IReadOnlyList<FormatSection> _sections;
    private readonly SerialDate? _date;

    private NumberFormat(IReadOnlyList<FormatSection> sections, SerialDate? date)
    {
        _sections = sections;
        _date = date;
    }

    /// <summary>Reads a format code.</summary>
    /// <param name="code">For instance <c>#,##0.00;[Red]-#,##0.00</c> or <c>yyyy\-mm\-dd</c>.</param>
    /// <param name="startsIn1904">Whether dates count from 1904.</param>
    public static NumberFormat Parse(string code, bool startsIn1904)
    {
        // Some libraries write the general format as an empty one.
        IReadOnlyList<FormatSection> sections = FormatSection.Split(code.Length == 0 ? "General" : code);
        return new(sections, SerialDate.Find(sections[0], startsIn1904));
    }

    /// <summary>What a cell shows; empty where the format hides the number.</summary>
    public string Show(double number)
    {
        if (_date?.TryShow(number) is { } date)
            return date;
        (FormatSection section, bool isMagnitude) = number switch
        {
            < 0 when _sections.Count > 1 => (_sections[1], true),
            0 when _sections.Count > 2 => (_sections[2], false),
            _ => (_sections[0], false),
        };
        if (section.NetFormat is not { } format || _date is not null)
            return General(number);
        // .NET takes an empty format for the general one.
        return format.Length == 0
            ? ""
            : (isMagnitude ? Math.Abs(number) : number).ToString(format, CultureInfo.InvariantCulture).Trim();
    }

    // Fifteen digits are what Excel keeps; the sixteenth is the noise of binary fractions.
    private static string General(double number) => number.ToString("G15", CultureInfo.InvariantCulture);
}
