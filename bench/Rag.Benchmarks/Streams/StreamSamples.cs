using System.Globalization;

namespace Rag.Benchmarks.Streams;

/// <summary>What many streams gave, as percentiles.</summary>
internal sealed class StreamSamples
{
    private readonly List<double> _firstTokens = [];
    private readonly List<double> _gaps = [];
    private readonly List<string> _faults = [];

    /// <summary>What was wrong with streams.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Answers that were as they should be.</summary>
    public int Answers => _firstTokens.Count;

    /// <summary>Adds streams; one with a fault counts as that only.</summary>
    public void Add(IEnumerable<StreamRecord> records)
    {
        foreach (StreamRecord record in records)
        {
            if (record is { Fault: null, FirstToken: { } first })
            {
                _firstTokens.Add(first);
                _gaps.AddRange(record.Gaps);
            }
            else
            {
                _faults.Add(record.Fault ?? "no token");
            }
        }
    }

    /// <summary>Milliseconds that a share of the first tokens took at most.</summary>
    public double FirstTokenAt(double share) => At(_firstTokens, share);

    /// <summary>Milliseconds that a share of the gaps lasted at most.</summary>
    public double GapAt(double share) => At(_gaps, share);

    /// <summary>A row of the table.</summary>
    public string Row(int streams, string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {streams} | {name} | {FirstTokenAt(.5):0.0} | {FirstTokenAt(.99):0.0} | {GapAt(.5):0.00} "
        + $"| {GapAt(.99):0.00} | {Answers} | {Faults.Count} |");

    private static double At(List<double> values, double share)
    {
        if (values.Count == 0) return double.NaN;
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
