using System.Globalization;
using System.Text;

namespace Rag.Hosting.Telemetry;

/// <summary>The Prometheus text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>Media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes families by name, series by labels.</summary>
    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (MetricFamily family in families.OrderBy(static family => family.Name, StringComparer.Ordinal))
        {
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapeHelp(family.Help)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(TypeOf(family.Kind)).Append('\n');
            foreach ((string labels, MetricSeries series) in family.Series
                .OrderBy(static s => s.Key, StringComparer.Ordinal))
            {
                if (family.Kind == MetricKind.Histogram) WriteHistogram(text, family, labels, series);
                else WriteSample(text, family.Name, labels, series.Value);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// A metric or label name: other characters than letters, digits and underscores become underscores.
    /// </summary>
    public static string Name(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (char c in name) clean.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? $"_{clean}" : clean.ToString();
    }

    /// <summary>Labels as written between braces, sorted by name.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, object? value) in tags)
        {
            labels[Name(key)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return string.Join(',', labels.Select(static label => $"{label.Key}=\"{EscapeLabel(label.Value)}\""));
    }

    private static void WriteHistogram(StringBuilder text, MetricFamily family, string labels, MetricSeries series)
    {
        long[] buckets = series.ReadBuckets();
        long count = 0;
        for (int i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            string bound = i < family.Bounds.Count ? Number(family.Bounds[i]) : "+Inf";
            string separator = labels.Length == 0 ? "" : ",";
            WriteSample(text, $"{family.Name}_bucket", $"{labels}{separator}le=\"{bound}\"", count);
        }

        WriteSample(text, $"{family.Name}_sum", labels, series.Value);
        WriteSample(text, $"{family.Name}_count", labels, count);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };

    private static string EscapeHelp(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string value) =>
        EscapeHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);
}
