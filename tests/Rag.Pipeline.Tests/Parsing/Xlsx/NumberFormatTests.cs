using Rag.Pipeline.Parsing.Xlsx;

namespace Rag.Pipeline.Tests.Parsing.Xlsx;

public class NumberFormatTests
{
    [Theory]
    [InlineData("General", 0.30000000000000004, "0.3")]
    [InlineData("", 89, "89")]
    [InlineData("General", 1234567.5, "1234567.5")]
    [InlineData("0", 2.5, "3")]
    [InlineData("0.00", -1.005, "-1.01")]
    [InlineData("#,##0.00", 1234567.891, "1,234,567.89")]
    [InlineData("0%", 0.125, "13%")]
    [InlineData("0.00%", 0.12345, "12.35%")]
    [InlineData("0.00E+00", 12345, "1.23E+04")]
    [InlineData("#,##0.00 \"€\"", 12.5, "12.50 €")]
    [InlineData("[$€-407] #,##0.00", 12.5, "€ 12.50")]
    [InlineData("\"$\"#,##0;[Red]-\"$\"#,##0", -1234, "-$1,234")]
    [InlineData("#,##0;(#,##0)", -5, "(5)")]
    [InlineData("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-", 0, "-")]
    [InlineData("0.0,,\" M\"", 12300000, "12.3 M")]
    [InlineData(";;;", 7, "")]
    [InlineData("# ?/?", 0.5, "0.5")]
    [InlineData("@", 7, "7")]
    [InlineData("00000", 42, "00042")]
    public void Numbers_are_shown_as_their_cells_show_them(string code, double number, string shown) =>
        Assert.Equal(shown, NumberFormat.Parse(code, startsIn1904: false).Show(number));

    [Theory]
    [InlineData("m/d/yyyy", 45123, "2023-07-16")]
    [InlineData("dd.mm.yyyy\\ hh:mm", 45123.75, "2023-07-16 18:00")]
    [InlineData("[$-409]d\\-mmm\\-yy;@", 45123, "2023-07-16")]
    [InlineData("mmm-yy", 45123, "2023-07")]
    [InlineData("yyyy", 45123, "2023")]
    [InlineData("d-mmm", 45123, "2023-07-16")]
    [InlineData("h:mm AM/PM", 0.5, "12:00")]
    [InlineData("h:mm:ss", 0.999994, "23:59:59")]
    [InlineData("[h]:mm", 1.5, "36:00:00")]
    [InlineData("yyyy-mm-dd", 1, "1900-01-01")]
    [InlineData("yyyy-mm-dd", 61, "1900-03-01")]
    [InlineData("yyyy-mm-dd", -1, "-1")]
    [InlineData("\"Day \"0", 5, "Day 5")]
    [InlineData("[Red]0", 5, "5")]
    public void Dates_are_shown_as_iso_8601_writes_them(string code, double number, string shown) =>
        Assert.Equal(shown, NumberFormat.Parse(code, startsIn1904: false).Show(number));

    [Fact]
    public void Dates_of_old_macs_count_from_1904() =>
        Assert.Equal("2023-07-16", NumberFormat.Parse("yyyy-mm-dd", startsIn1904: true).Show(43661));
}
