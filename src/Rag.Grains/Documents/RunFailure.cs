using Rag.Grains.Interfaces;
using Rag.Pipeline;
using Rag.Pipeline.Ingestion;
using Rag.Pipeline.Parsing;

namespace Rag.Grains.Documents;

/// <summary>Words a run's failure as the document's error; the stage is added by who knows it.</summary>
internal static class RunFailure
{
    public static DocumentError Of(Exception exception) => exception switch
    {
        ParseException parse => Error(parse.Code, parse.Message, parse.Code == "timeout"),
        IngestionException ingestion => Error(ingestion.Code, ingestion.Message, ingestion.IsRetryable),
        ModelException model => Error("provider", model.Message, isRetryable: true),
        StoreException store =>
            Error(store.Code == "disk_full" ? "disk_full" : "provider", store.Message, isRetryable: true),
        _ => Error(
            "internal", "The service failed on this document; the log of this time says more.", isRetryable: true),
    };

    public static DocumentError Poison(string message) => Error("poison", message, isRetryable: true);

    private static DocumentError Error(string code, string message, bool isRetryable) =>
        new(code, DocumentStatus.Queued, message, isRetryable);
}
