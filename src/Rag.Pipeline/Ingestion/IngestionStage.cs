namespace Rag.Pipeline.Ingestion;

/// <summary>The steps of ingestion, in order.</summary>
public enum IngestionStage
{
    /// <summary>Text is extracted.</summary>
    Parsing,

    /// <summary>Text is cut.</summary>
    Chunking,

    /// <summary>Chunks are embedded and stored, invisible yet.</summary>
    Embedding,

    /// <summary>The version is made visible and the older one cleared away.</summary>
    Indexing,
}
