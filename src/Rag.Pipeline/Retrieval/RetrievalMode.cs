namespace Rag.Pipeline.Retrieval;

/// <summary>Which legs a search uses.</summary>
public enum RetrievalMode
{
    /// <summary>Both, fused.</summary>
    Hybrid,

    /// <summary>Vectors only.</summary>
    Vector,

    /// <summary>Keywords only.</summary>
    Keyword,
}
