using System.Diagnostics.Metrics;
using Rag.Grains.Interfaces;

namespace Rag.Api.Documents.Uploads;

/// <summary>What the API tells of uploads.</summary>
internal sealed class UploadMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Rag.Api";

    private readonly Counter<long> _uploads;
    private readonly Counter<long> _bytes;

    /// <summary>Creates the instruments.</summary>
    public UploadMeter(IMeterFactory meters)
    {
        Meter meter = meters.Create(Name);
        _uploads = meter.CreateCounter<long>(
            "rag.uploads", "{upload}", "Uploads, by outcome: accepted, deduplicated or the code of the refusal.");
        _bytes = meter.CreateCounter<long>("rag.upload.size", "By", "Bytes of accepted uploads.");
    }

    /// <summary>An upload was answered.</summary>
    public void Uploaded(Outcome<DocumentAccepted> outcome)
    {
        string name = outcome.Failure is { } failure ? failure.Code
            : outcome.Value!.Deduplicated ? "deduplicated"
            : "accepted";
        _uploads.Add(1, new KeyValuePair<string, object?>("outcome", name));
        if (outcome.Value is { Deduplicated: false } accepted) _bytes.Add(accepted.Document.Bytes);
    }
}
