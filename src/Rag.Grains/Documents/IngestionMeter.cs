using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rag.Grains.Documents;

/// <summary>What a silo tells of ingestion.</summary>
public sealed class IngestionMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Rag.Ingestion";

    private readonly Counter<long> _documents;
    private readonly Counter<long> _chunks;
    private readonly Histogram<double> _duration;

    /// <summary>Creates the instruments.</summary>
    public IngestionMeter(IMeterFactory meters)
    {
        Meter meter = meters.Create(Name);
        _documents = meter.CreateCounter<long>(
            "rag.documents.ingested", "{document}", "Documents whose ingestion has ended, by outcome.");
        _chunks = meter.CreateCounter<long>("rag.chunks.stored", "{chunk}", "Chunks made searchable.");
        _duration = meter.CreateHistogram<double>(
            "rag.ingestion.duration", "s", "From acceptance to searchable.");
    }

    /// <summary>A document has become searchable.</summary>
    public void Completed(TimeSpan sinceAccepted, int chunks)
    {
        _documents.Add(1, new TagList { { "outcome", "completed" } });
        _chunks.Add(chunks);
        _duration.Record(sinceAccepted.TotalSeconds);
    }

    /// <summary>A document has failed.</summary>
    public void Failed(string code) => _documents.Add(1, new TagList { { "outcome", "failed" }, { "code", code } });
}
