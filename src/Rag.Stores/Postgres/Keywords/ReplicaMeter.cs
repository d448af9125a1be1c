using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rag.Stores.Postgres.Keywords;

/// <summary>What a host tells of its copies of keyword indexes. Thread-safe.</summary>
internal sealed class ReplicaMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Rag.Keywords";

    private readonly Counter<long> _reads;

    /// <summary>Creates the instruments.</summary>
    public ReplicaMeter(IMeterFactory meters, ReplicaMemory memory)
    {
        Meter meter = meters.Create(Name);
        _reads = meter.CreateCounter<long>(
            "rag.keyword.copy.reads", "{index}", "Keyword indexes read from the beginning, by outcome.");
        meter.CreateObservableGauge(
            "rag.keyword.copies", () => memory.Count, "{index}", "Copies of keyword indexes in memory.");
        meter.CreateObservableGauge(
            "rag.keyword.copies.size", () => memory.SizeBytes, "By", "What the copies of keyword indexes take.");
    }

    /// <summary>A copy is made.</summary>
    public void Whole() => Count("whole");

    /// <summary>An index does not fit into the memory for copies.</summary>
    public void TooLarge() => Count("too_large");

    /// <summary>It failed, or passages came faster than they could be read.</summary>
    public void Failed() => Count("failed");

    private void Count(string outcome) => _reads.Add(1, new TagList { { "outcome", outcome } });
}
