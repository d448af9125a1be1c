using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using Rag.Pipeline.Parsing.Xlsx;

namespace Rag.Pipeline.Parsing.Pptx;

/// <summary>
/// A chart as lines: its title, then for every category the values of all series, as the file keeps them for showing.
/// </summary>
internal static class ChartText
{
    // More is a measurement that nobody reads as text.
    private const int MaxCategories = 1_000;

    /// <summary>The lines; empty for a chart without title and data.</summary>
    public static IEnumerable<string> LinesOf(ChartSpace space, ParsedDocumentBuilder document)
    {
        Chart? chart = space.GetFirstChild<Chart>();
        if (chart is null)
            yield break;
        string title = chart.Title is { } own ? SlideText.LineOf(own) : "";
        if (title.Length > 0)
            yield return title;
        var categories = new SortedDictionary<uint, string>();
        var values = new Dictionary<uint, List<string>>();
        foreach (OpenXmlElement series in SeriesOf(chart))
            Read(series, categories, values);
        if (values.Count > MaxCategories)
            document.Warn($"A chart has more than {MaxCategories} categories; the rest of them was left out.");
        foreach (uint index in values.Keys.Order().Take(MaxCategories))
        {
            string name = categories.GetValueOrDefault(index)
                ?? (index + 1).ToString(CultureInfo.InvariantCulture);
            yield return $"{name} | {string.Join(" | ", values[index])}";
        }
    }

    private static IEnumerable<OpenXmlElement> SeriesOf(Chart chart) =>
        chart.PlotArea?.ChildElements.SelectMany(plot => plot.ChildElements)
            .Where(element => element.LocalName == "ser") ?? [];

    private static void Read(
        OpenXmlElement series, SortedDictionary<uint, string> categories, Dictionary<uint, List<string>> values)
    {
        string name = series.GetFirstChild<SeriesText>()?.Descendants<NumericValue>().FirstOrDefault()?.Text ?? "";
        foreach ((uint index, string text) in PointsOf(Child(series, "cat") ?? Child(series, "xVal")))
            categories.TryAdd(index, text);
        foreach ((uint index, string text) in PointsOf(Child(series, "val") ?? Child(series, "yVal")))
        {
            if (!values.TryGetValue(index, out List<string>? row))
                values[index] = row = [];
            row.Add(name.Length > 0 ? $"{name}: {text}" : text);
        }
    }

    // The innermost level of a hierarchy of categories comes first.
    private static IEnumerable<(uint Index, string Text)> PointsOf(OpenXmlElement? data)
    {
        OpenXmlElement? level = data?.Descendants().FirstOrDefault(element => element.LocalName == "lvl") ?? data;
        string? format = data?.Descendants<FormatCode>().FirstOrDefault()?.Text;
        foreach (OpenXmlElement point in level?.Descendants().Where(element => element.LocalName == "pt") ?? [])
        {
            uint? index = (point as NumericPoint)?.Index?.Value ?? (point as StringPoint)?.Index?.Value;
            string text = point.GetFirstChild<NumericValue>()?.Text.Trim() ?? "";
            if (index is not null && text.Length > 0)
                yield return (index.Value, Shown(point, text, format));
        }
    }

    private static string Shown(OpenXmlElement point, string text, string? format) =>
        point is NumericPoint numeric
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? NumberFormat.Parse(numeric.FormatCode?.Value ?? format ?? "General", startsIn1904: false).Show(number)
            : text;

    private static OpenXmlElement? Child(OpenXmlElement parent, string name) =>
        parent.ChildElements.FirstOrDefault(child => child.LocalName == name);
}
